import type { en } from './en.ts';

/** All that the dashboard says, as English has it: another language is complete or does not compile. */
export type Text = typeof en;

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

/** The text for a code that may be one we do not know. */
export const textOf = (texts: Record<string, string>, code: string | null | undefined): string | undefined =>
  code !== null && code !== undefined && Object.hasOwn(texts, code) ? texts[code] : undefined;
