/** How letters are to be redriven. */
export interface RedriveRun {
  /** At most so many letters. */
  most: number;
  /** Only show what would be done. */
  dryRun: boolean;
  say: (text: string) => void;
  complain: (text: string) => void;
}

/** How many letters were redriven, and how many had to stay where they were. */
export interface Redriven {
  done: number;
  kept: number;
}
