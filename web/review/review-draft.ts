import type { DeviceId } from '../../shared/contracts/values.ts';
import type { Chosen, Choices } from './decisions.ts';

interface ReviewDraft {
  choices: [DeviceId, Chosen][];
  /** Whether the owner went to sign in again for it. */
  stepUp: boolean;
  at: number;
}

const storageKey = 'review-draft';
// Longer than a sign-in takes, as with other actions.
const keptForMs = 30 * 60 * 1000;

/** Keeps what was decided over a reload, or a sign-in on the way. It lies in this tab alone, and nothing is done by it. */
export const keepDraft = (choices: Choices, { stepUp = false } = {}): void => {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify({ choices: [...choices], stepUp, at: Date.now() }));
  } catch {
    // Where nothing can be kept, the decisions last as long as the page.
  }
};

export const readDraft = (): { choices: Choices; stepUp: boolean } => {
  try {
    const stored = sessionStorage.getItem(storageKey);
    const draft = stored === null ? undefined : (JSON.parse(stored) as ReviewDraft);
    if (draft && Date.now() - draft.at < keptForMs) return { choices: new Map(draft.choices), stepUp: draft.stepUp };
  } catch {
    // What cannot be read was not written by this version of the page.
  }
  return { choices: new Map(), stepUp: false };
};

export const dropDraft = (): void => {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // Then nothing was kept either.
  }
};
