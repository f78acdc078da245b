/** The stack of a stage; its functions and queues are named after it. */
export const stackNameOf = ({ stage }: { stage: string }): string => `remote-sign-out-${stage}`;
