import type { Receipt } from '../../../shared/contracts/resources.ts';
import { lasted } from './duration.ts';
import { date, exactTime } from './moments.ts';
import type { Clock } from './moments.ts';
import type { Paint } from './paint.ts';

type Step = 'requestedAt' | 'tokensRevokedAt' | 'pushedAt' | 'deliveredAt' | 'confirmedAt';

interface StepWords {
  step: Step;
  done: string;
  waiting: string;
  /** Once the order is some time old: a step that may never come is not shown as if it were about to. */
  late?: string;
}

const words: readonly StepWords[] = [
  { step: 'requestedAt', done: 'requested; every request since is refused', waiting: '' },
  {
    step: 'tokensRevokedAt',
    done: 'tokens revoked at Cognito',
    waiting: 'for the tokens to be revoked at Cognito',
    late: 'tokens revoked at Cognito; they are once the app has handed them in',
  },
  {
    step: 'pushedAt',
    done: 'pushed to the device',
    waiting: 'for a push to the device, if it takes any',
    late: 'pushed to the device; it may take none',
  },
  {
    step: 'deliveredAt',
    done: 'the device was told',
    waiting: 'for the device to connect and be told',
  },
  {
    step: 'confirmedAt',
    done: 'the device confirmed that it cleared its data',
    waiting: 'for the device to confirm that it cleared its data',
  },
];

const timeWidth = '16:32:07.123'.length;
const afterWidth = '+59 min 59 s'.length;
/** What the service does by itself is done within seconds; a queue that is tried again takes some minutes. */
const lateMs = 10 * 60_000;

/** One step of a sign-out, as a line. */
export interface ReceiptLine {
  step: Step;
  isDone: boolean;
  text: string;
}

/** The steps of a sign-out, each with its time and how long after the request; what has not happened says so. */
export const receiptSteps = (receipt: Receipt, paint: Paint, clock: Clock): ReceiptLine[] =>
  words.map(({ step, done, waiting, late }) => {
    const open = (mark: string, state: string, what: string): string =>
      `${mark} ${paint.dim(`${state.padEnd(timeWidth + afterWidth + 3)}${what}`)}`;
    const at = receipt[step];
    if (at !== undefined) {
      const after = step === 'requestedAt' ? '' : `+${lasted(Date.parse(at) - Date.parse(receipt.requestedAt))}`;
      const day = date(at, clock) === date(clock.now, clock) ? '' : ` (${date(at, clock)})`;
      const text = `${paint.good('✓')} ${exactTime(at, clock)} ${paint.dim(after.padStart(afterWidth))}  ${done}${day}`;
      return { step, isDone: true, text };
    }
    // Who has been told without a push needs none, and it is not shown as coming.
    if (step === 'pushedAt' && receipt.deliveredAt) {
      return {
        step,
        isDone: false,
        text: open(paint.dim('–'), 'not needed', 'no push: the device was told without one'),
      };
    }
    const isLate = late !== undefined && clock.now.getTime() - Date.parse(receipt.requestedAt) > lateMs;
    const text = isLate ? open(paint.dim('–'), 'not so far', late) : open(paint.wait('…'), 'waiting', waiting);
    return { step, isDone: false, text };
  });

/** The same as text, a line for each step. */
export const receiptLines = (receipt: Receipt, paint: Paint, clock: Clock): string[] =>
  receiptSteps(receipt, paint, clock).map(({ text }) => text);

const reasonWords: Record<Receipt['reason'], string> = {
  lost: 'lost',
  stolen: 'stolen',
  'not-mine': 'not recognised',
  unused: 'not used any more',
  selling: 'to be sold or given away',
  other: 'no reason given',
};

/** Why somebody signed a device out. */
export const reasonOf = ({ reason }: Pick<Receipt, 'reason'>): string => reasonWords[reason];
