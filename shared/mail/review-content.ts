import type { Attention, CalendarDate } from '../contracts/values.ts';
import type { ReviewRequest } from '../domain/review/review-request.ts';
import { deviceWords, lastUsedWords, someNames } from './device-words.ts';
import type { Words } from './device-words.ts';
import { shownName } from './shown-name.ts';

/** What the monthly review says, for both parts of its mail. */
export interface ReviewContent {
  subject: string;
  title: string;
  lead: string;
  /** In place of groups, where nothing is new and nothing stands out: just which devices there are. */
  nothingNew: { count: string; names: { name: string; after: string }[] }[];
  groups: { heading: string; devices: DeviceContent[] }[];
  /** What is not shown. */
  more: { count: string }[];
}

interface DeviceContent {
  name: string;
  /** Why it deserves a look. */
  reasons: string[];
  facts: string[];
}

type Looked = ReviewRequest['devices'][number];

/** A mail shows no more devices than this: some mail programs cut what is long. The review has them all. */
const devicesMax = 20;
const namesMax = 8;

export const reviewContent = (request: ReviewRequest, words: Words): ReviewContent => {
  const { devices } = request;
  const isNew = devices.filter((one) => one.isNew);
  const look = devices.filter((one) => !one.isNew && one.attention.length > 0);
  if (isNew.length === 0 && look.length === 0) return nothingNew(request, words);

  const others = devices.filter((one) => !one.isNew && one.attention.length === 0);
  const { review } = words.text;
  const shown = (count: number) => words.format.number(count);
  const kind = isNew.length > 0 ? 'new' : 'look';
  const count = isNew.length > 0 ? isNew.length : look.length;
  const left = devices.length - devicesMax;
  return {
    subject: review.subject[kind](count, shown(count)),
    title: review.title[kind](count, shown(count)),
    lead: `${review.signedIn(devices.length, shown(devices.length))} ${review.pleaseReview(devices.length)}`,
    nothingNew: [],
    groups: groupsOf([
      { heading: newHeading(request, words), devices: isNew },
      { heading: review.look, devices: look },
      { heading: review.others, devices: others },
    ]).map((group) => ({
      heading: group.heading,
      devices: group.devices.map((one) => deviceContent(one, request.dueOn, words)),
    })),
    more: left > 0 ? [{ count: review.more(left, shown(left)) }] : [],
  };
};

const nothingNew = ({ devices, lastReviewedAt, dueOn }: ReviewRequest, words: Words): ReviewContent => {
  const { text, format } = words;
  const names = someNames(
    devices.map(({ device }) => device.name),
    namesMax,
    words,
  );
  return {
    subject: text.review.subject.nothing,
    title: text.review.title.nothing,
    lead:
      lastReviewedAt === null ? text.review.nothingLately : text.review.nothingSince(format.day(lastReviewedAt, dueOn)),
    nothingNew: [{ count: text.review.signedInList(devices.length, format.number(devices.length)), names }],
    groups: [],
    more: [],
  };
};

/** What the last review left undecided is as old as it is. */
const newHeading = ({ devices, lastReviewedAt, dueOn }: ReviewRequest, { text, format }: Words): string => {
  if (lastReviewedAt === null) return text.review.newLately;
  const isOlder = devices.some(({ device, isNew }) => isNew && device.firstSeenAt <= lastReviewedAt);
  return isOlder ? text.review.newOrUndecided : text.review.newSince(format.day(lastReviewedAt, dueOn));
};

/** The groups that there are, with the devices that there is room for. */
const groupsOf = <Group extends { devices: Looked[] }>(groups: Group[]): Group[] => {
  let room = devicesMax;
  const taken: Group[] = [];
  for (const group of groups) {
    const devices = group.devices.slice(0, room);
    room -= devices.length;
    if (devices.length > 0) taken.push({ ...group, devices });
  }
  return taken;
};

const deviceContent = ({ device, isNew, attention }: Looked, today: CalendarDate, words: Words): DeviceContent => {
  const { text, format } = words;
  const firstSignedIn =
    isNew && !attention.includes('new-device')
      ? text.review.firstSignedIn(format.day(device.firstSeenAt, today))
      : undefined;
  const facts = [deviceWords(device, words), lastUsedWords(device, today, words), firstSignedIn];
  return {
    name: shownName(device.name),
    reasons: attention.map((reason) => reasonWords(reason, device, today, words)),
    facts: facts.filter((fact) => fact !== undefined),
  };
};

const reasonWords = (
  reason: Attention,
  { firstSeenAt, lastSeenAt, lastPlace }: Looked['device'],
  today: CalendarDate,
  { text: { review }, format }: Words,
): string => {
  switch (reason) {
    case 'new-device':
      return review.newDevice(format.day(firstSeenAt, today));
    case 'new-country': {
      const country = lastPlace?.country;
      return country ? review.newCountry(shownName(format.country(country))) : review.newCountryUnknown;
    }
    case 'unused':
      return review.unused(format.day(lastSeenAt, today));
  }
};
