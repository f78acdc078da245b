/** The question at which a person decides when to go on. */
export const pressEnter = (when: string): string => `          Press Enter ${when} (Ctrl-C leaves) `;
