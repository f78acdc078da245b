import type { Receipt } from '../../../shared/contracts/resources.ts';
import { lasted } from './duration.ts';
import { date, exactTime } from './moments.ts';
import type { Clock } from './moments.ts';
import type { Paint } from './paint.ts';

type Step = 'requestedAt' | 'tokensRevokedAt' | 'pushedAt' | 'deliveredAt' | 'confirmedAt';

const steps: { step: Step; done: string; waiting: string }[] = [
  { step: 'requestedAt', done: 'requested; every request since is refused', waiting: '' },
  { step: 'tokensRevokedAt', done: 'tokens revoked at Cognito', waiting: 'for the tokens to be revoked at Cognito' },
  { step: 'pushedAt', done: 'pushed to the device', waiting: 'for a push to the device' },
  { step: 'deliveredAt', done: 'the device was told', waiting: 'for the device to connect and be told' },
  {
    step: 'confirmedAt',
    done: 'the device confirmed that it cleared its data',
    waiting: 'for the device to confirm that it cleared its data',
  },
];

const timeWidth = '16:32:07.123'.length;
const afterWidth = '+59 min 59 s'.length;

/** The steps of a sign-out, each with its time and how long after the request; what has not happened is waited for. */
export const receiptLines = (receipt: Receipt, paint: Paint, clock: Clock): string[] =>
  steps.flatMap(({ step, done, waiting }) => {
    const at = receipt[step];
    if (at === undefined) {
      // Who has been told needs no push any more, and one that never came is not shown as coming.
      if (step === 'pushedAt' && receipt.deliveredAt) return [];
      return [`${paint.wait('…')} ${paint.dim(`${'waiting'.padEnd(timeWidth + afterWidth + 3)}${waiting}`)}`];
    }
    const after = step === 'requestedAt' ? '' : `+${lasted(Date.parse(at) - Date.parse(receipt.requestedAt))}`;
    const day = date(at, clock) === date(clock.now, clock) ? '' : ` (${date(at, clock)})`;
    return [`${paint.good('✓')} ${exactTime(at, clock)} ${paint.dim(after.padStart(afterWidth))}  ${done}${day}`];
  });

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
