import type { DeviceKind, SignOutReason } from '../../contracts/values.ts';
import { plural } from './plural.ts';

const kinds: Record<DeviceKind, string> = {
  computer: 'Computer',
  phone: 'Phone',
  tablet: 'Tablet',
  console: 'Console',
  tv: 'TV',
  watch: 'Watch',
  other: 'Other device',
};

const reasons: Record<Exclude<SignOutReason, 'other'>, string> = {
  lost: 'lost',
  stolen: 'stolen',
  'not-mine': 'not mine',
  unused: 'not used any more',
  selling: 'selling or giving away',
};

/** Of counts, the word that goes with `count` is taken, and `shown` is how the language writes it. */
export const en = {
  kinds,
  reasons,
  reviewDevices: 'Review your devices',
  approximate: (place: string) => `${place} (approximate)`,
  moreItems: (shown: string) => `${shown} more`,
  review: {
    subject: {
      new: (count: number, shown: string) =>
        `${shown} new ${plural(count, 'device', 'devices')} on your account: please have a look`,
      look: (count: number, shown: string) =>
        plural(
          count,
          `${shown} device on your account is worth a look`,
          `${shown} devices on your account are worth a look`,
        ),
      nothing: 'Your devices this month: nothing new',
    },
    title: {
      new: (count: number, shown: string) => `${shown} new ${plural(count, 'device', 'devices')} on your account`,
      look: (count: number, shown: string) =>
        plural(count, `${shown} device is worth a look`, `${shown} devices are worth a look`),
      nothing: 'Nothing new on your account',
    },
    signedIn: (count: number, shown: string) =>
      plural(count, `${shown} device is signed in to your account.`, `${shown} devices are signed in to your account.`),
    pleaseReview: (count: number) =>
      plural(
        count,
        'Please have a look at it: keep it if you know it, and sign it out if you do not or no longer use it.',
        'Please go through them: keep what you know, and sign out what you do not know or no longer use.',
      ),
    nothingSince: (day: string) => `No device was added since ${day}, and nothing stands out.`,
    nothingLately: 'No device was added in the last month, and nothing stands out.',
    signedInList: (count: number, shown: string) =>
      plural(count, `${shown} device is signed in:`, `${shown} devices are signed in:`),
    caution:
      'Please do not forward this message: whoever has it can see your devices and sign them out. Its link works until your next review, at most for a month.',
    newSince: (day: string) => `New since ${day}`,
    newOrUndecided: 'New, or not decided on last time',
    newLately: 'New in the last month',
    look: 'Worth a look',
    others: 'Your other devices',
    more: (count: number, shown: string) => plural(count, `and ${shown} more device`, `and ${shown} more devices`),
    newDevice: (day: string) => `New: signed in for the first time on ${day}`,
    newCountry: (country: string) => `New country for your account: ${country}`,
    newCountryUnknown: 'In a country that is new for your account',
    unused: (day: string) => `Not used since ${day}`,
    firstSignedIn: (day: string) => `Signed in for the first time on ${day}`,
    lastUsed: (day: string) => `Last used on ${day}`,
    placeUnknown: 'place unknown',
    why: 'You get this message once a month, so that no device stays signed in to your account without your knowing.',
    turnOff: 'Turn off these reminders',
    warnings: 'Warnings about the security of your account are sent in any case.',
    anyTime: 'Sign in and see your devices at any time',
  },
  alert: {
    newDevice: {
      subject: 'New sign-in to your account',
      opening: 'Your account was signed in to from a device that has not been seen before.',
    },
    signedOut: {
      subject: 'A device was signed out of your account',
      opening: 'One of your devices was signed out from another device.',
      openingOfApp: 'An app on one of your devices was signed out from another device.',
      openingByLink: 'One of your devices was signed out by the link of an e-mail that asks you to review them.',
    },
    othersSignedOut: {
      subject: 'Your other devices were signed out',
      opening: 'All devices were signed out of your account, except the one that asked for it.',
    },
    everywhereSignedOut: {
      subject: 'Your account was signed out everywhere',
      opening: 'All devices were signed out of your account.',
    },
    ifYou: 'If this was you, there is nothing to do.',
    ifYouEverywhere: 'If this was you, sign in again where you need it.',
    ifNotNewDevice: 'If not, sign that device out now, and change your password.',
    ifNot: 'If not, somebody else is signed in to your account: sign that device out now, and change your password.',
    ifNotByLink: 'If not, somebody else can read your e-mails: change the password of your mailbox first.',
    noMoreToday: 'This is the last message of this kind today: look at your devices for what else happens.',
    device: 'Device',
    kind: 'Kind',
    apps: (count: number) => plural(count, 'App', 'Apps'),
    doneFrom: 'Done from',
    place: 'Place',
    time: 'Time',
    reason: 'Reason given',
    why: 'You get this message because it concerns the security of your account.',
  },
};
