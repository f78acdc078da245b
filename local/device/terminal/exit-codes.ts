/** What the two commands end with; `--help` lists them. */
export const exitCodes = {
  /** Done as asked, or interrupted and left signed in. */
  done: 0,
  failed: 1,
  wrongUsage: 2,
  /** This device was signed out, and there is no terminal at which to ask for a new sign-in. */
  signedOut: 3,
  deviceLimitReached: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
