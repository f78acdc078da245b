import { pluralOf } from './plural.ts';

const plural = pluralOf('en');
const devices = (count: number, shown: string): string =>
  plural(count, { one: `${shown} device`, other: `${shown} devices` });

export const enReview = {
  title: 'Review your devices',
  lead: 'Go through what is signed in to your account. Nothing happens before you finish.',
  last: (time: string) => `Your last review was ${time}.`,
  first: 'This is your first review.',
  byLink: 'You came by the link of an e-mail: no sign-in is needed to review, or to sign a device out.',
  expires: (day: string) => `The link is good until ${day}.`,
  groups: { new: 'New, or not decided on yet', look: 'Worth a look', others: 'The others' },
  newAtFirst: 'New in the last month',
  groupLeads: {
    new: 'Do you know each of them?',
    look: 'Decide on each of them.',
    others: 'They stay signed in unless you say otherwise.',
  },
  attention: {
    'new-device': (time: string) => `New: signed in for the first time ${time}.`,
    'new-country': (country: string) => `Used in ${country}, where you have had no device before.`,
    'new-place': 'Used in a country where you have had no device before.',
    unused: (time: string) => `Last used ${time}. Sign out what you do not need.`,
  },
  decisions: { keep: 'Keep', 'sign-out': 'Sign out', 'not-sure': 'Not sure' },
  decide: (name: string) => `Your decision on “${name}”`,
  current: 'You are using this device. It stays signed in.',
  gone: (names: string) => `No longer signed in, and so not in the list any more: ${names}.`,
  only: (shown: string) => `By link you see the ${shown} devices that deserve a look most. Sign in to see all.`,
  showMore: (shown: string) => `Show ${shown} more`,
  none: 'No device is signed in',
  noneLead: 'There is nothing to review: nobody can use your account at the moment without signing in.',
  findOut: {
    title: 'How to find out',
    firstSeen: 'First signed in',
    lastSeen: 'Last used',
    place: 'Last place',
    apps: 'Apps on it',
    system: 'System',
    questions: [
      'Were you there at these times? A place is where the network says it is: a phone or a VPN may be far off.',
      'Have you got a new device, browser or app since then, or cleared one? The old one then stands here as well.',
      'Could it be a device in your family, at work, or one that you borrowed?',
    ],
    meanwhile: 'It stays signed in. If you cannot find out, sign it out: someone you know can simply sign in again.',
  },
  toDecide: (count: number, shown: string) =>
    plural(count, { one: `${shown} device still to decide`, other: `${shown} devices still to decide` }),
  willSignOut: (count: number, shown: string) =>
    plural(count, { one: `${shown} device will be signed out`, other: `${shown} devices will be signed out` }),
  allStay: 'Every device stays signed in',
  finish: 'Finish review',
  finishSigningOut: (count: number, shown: string) => `Finish and sign out ${devices(count, shown)}`,
  missing: (names: string) => `Decide first on: ${names}.`,
  missingMore: (names: string, more: string) => `Decide first on: ${names} and ${more} more.`,
  notFinished: 'The review is not finished.',
  done: {
    title: 'Your review is finished',
    signedOut: (count: number, shown: string) =>
      plural(count, { one: `${shown} device was signed out`, other: `${shown} devices were signed out` }),
    kept: (count: number, shown: string) =>
      plural(count, { one: `${shown} device stays signed in`, other: `${shown} devices stay signed in` }),
    notSure: (count: number, shown: string) =>
      plural(count, {
        one: `${shown} device you were not sure about stays signed in`,
        other: `${shown} devices you were not sure about stay signed in`,
      }),
    notFound: (count: number, shown: string) =>
      plural(count, {
        one: `${shown} device was removed meanwhile`,
        other: `${shown} devices were removed meanwhile`,
      }),
    next: (day: string) => `You are next asked on ${day}.`,
    signOuts: 'Signed out',
    followed: 'Each step appears here as it happens.',
    asAnswered: 'This is how far it was when you finished. Sign in to follow each step.',
    follow: 'Sign in to follow',
    unsure: 'Not sure about these?',
    unsureLead: 'Their pages show what they did, and when. You can sign them out there at any time.',
    unsureByLink: 'Sign in to see what they did, and when. You can sign them out there at any time.',
    all: 'All devices',
  },
  stranger: {
    notMine: 'A device was not yours: what to do next',
    stolen: 'A device was stolen: what to do next',
    lead: 'It is locked out. Whoever had it may know more, so go on:',
    others: [
      'Sign out everything else',
      'Whatever else they opened goes with it. You sign in again on your own devices.',
    ],
    othersNow: 'Sign out all others',
    othersByLink: 'Sign in to do it',
    password: [
      'Change your password',
      'Where you sign in to your apps, with “Forgot your password?” or in their account settings. Use one that you use nowhere else.',
    ],
    twoFactor: [
      'Turn on two-step sign-in',
      'If your app offers it, in its account settings: then a password alone is not enough.',
    ],
    email: [
      'Look after your e-mail account',
      'Whoever can read your mail can set new passwords. Change its password too, and look at who is signed in there.',
    ],
    tell: [
      'Tell those who should know',
      'The support of the service, and at work those in charge of security: which device it was, where, since when, and what could be seen there.',
    ],
  },
  link: {
    byCode: {
      'link-invalid': [
        'This link leads nowhere',
        'It may have been cut off on its way. Open it from the e-mail once more, as a whole.',
      ],
      'link-expired': ['This link is too old', 'Use the link of your latest e-mail.'],
      'review-finished': [
        'This review is finished',
        'A link is good for one review: this one was finished, or a newer one has taken its place. Nothing was changed now.',
      ],
    },
    signIn: 'Or sign in: there you can review your devices at any time.',
    go: 'Sign in to review',
  },
};
