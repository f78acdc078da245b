import type { DeviceResource, Receipt } from '../../../shared/contracts/resources.ts';
import type { Place } from '../../../shared/contracts/values.ts';
import type { ProblemBody, Trouble } from '../client/answer.ts';
import { lasted } from './duration.ts';
import { moment } from './moments.ts';
import { reasonOf } from './receipt-lines.ts';
import { printable } from './text-width.ts';

/** "Lisbon, PT"; a region that has the name of its city is not said twice. */
export const placeText = (place: Place | null): string | undefined =>
  place
    ? printable([...new Set([place.city, place.region, place.country])].filter((part) => part !== undefined).join(', '))
    : undefined;

/** "Work laptop" · computer · Linux · Lisbon, PT. */
export const deviceText = ({ name, kind, os, model, lastPlace }: DeviceResource): string =>
  [`"${printable(name)}"`, kind, model && printable(model), os && printable(os), placeText(lastPlace)]
    .filter((part) => typeof part === 'string')
    .join(' · ');

/** Who signed this device out, when, why, and how long it took until it knew. */
export const signedOutText = (receipt: Receipt, ownId: string | undefined, now: Date): string => {
  const { requestedAt, deliveredAt } = receipt;
  const toldAt = deliveredAt ? Date.parse(deliveredAt) : now.getTime();
  const later = lasted(toldAt - Date.parse(requestedAt));
  return `${orderText(receipt, ownId, now)}. It took ${later} to get here.`;
};

/** Who signed this device out, when, and why. */
export const orderText = (receipt: Receipt, ownId: string | undefined, now: Date): string => {
  const { requestedAt, requestedBy } = receipt;
  const by =
    requestedBy === ownId
      ? 'by this device itself'
      : requestedBy === null
        ? 'by the link of a review e-mail'
        : `by ${printable(requestedBy)}`;
  return `Signed out ${by} at ${moment(requestedAt, { now })} (${reasonOf(receipt)})`;
};

/** A refusal with what to do about it, as the API says it. */
export const problemText = ({ title, detail, errors = [] }: ProblemBody): string =>
  [title, detail, ...errors.map((fault) => `${fault.pointer} ${fault.detail}`)]
    .filter((part) => part !== undefined)
    .map(printable)
    .join(' ');

/** Why there is no answer, and when the next try is. */
export const troubleText = ({ why, detail }: Trouble, delayMs: number): string => {
  const words = {
    offline: 'Offline',
    'rate-limited': 'Asked to slow down',
    unavailable: 'The service is not available',
  };
  return `${words[why]} (${printable(detail)}). Trying again in ${lasted(delayMs)}`;
};
