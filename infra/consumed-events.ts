import type { ActivityType } from '../shared/contracts/resources.ts';
import type { ConsumerName } from './function-rights.ts';

export interface ConsumedEvents {
  eventTypes: readonly ActivityType[];
  /** What is wrong when such an event was given up on, in a sentence. */
  deadLettersMean: string;
}

/**
 * The events that end sessions and name them. The orders for many devices at once, `others-signed-out` and
 * `everywhere-signed-out`, name none: settling follows them with an event for each device.
 */
const ends = ['session-signed-out', 'device-signed-out', 'session-replaced', 'session-expired'] as const;

/** Which events each consumer is there for; its queue is sent no others. */
export const consumedEvents: Readonly<Record<ConsumerName, ConsumedEvents>> = {
  'revoke-tokens': {
    eventTypes: ends,
    deadLettersMean:
      'Refresh tokens of ended sessions are still good at Cognito; our own services refuse the sessions.',
  },
  'notify-device': {
    eventTypes: ends,
    deadLettersMean: 'Signed-out devices were not told by push: they learn of it when they next ask.',
  },
  'notify-connections': {
    eventTypes: ends,
    deadLettersMean:
      'Signed-out devices were not told over their open connections: they learn of it when they next ask.',
  },
  'alert-owner': {
    // What an owner wants to hear of. Which of these were the owner's own doing, the function finds out.
    eventTypes: ['signed-in', 'session-signed-out', 'device-signed-out', 'others-signed-out', 'everywhere-signed-out'],
    deadLettersMean: 'Account owners were not mailed of a new device, or of a sign-out.',
  },
};
