import { pluralOf } from './plural.ts';

const plural = pluralOf('en');

export const enActions = {
  reason: 'Why?',
  busy: 'One moment…',
  progress: (done: string, all: string) => `${done} of ${all} signed out…`,
  stepUpTitle: 'Please sign in again first',
  stepUp:
    'Your last sign-in was a while ago. To be sure that it is you, sign in again: you will come back right here, and nothing happens before you confirm.',
  stepUpGo: 'Sign in again',
  welcomeBack: 'You are back. Confirm to go on.',
  partly: (done: string, all: string) => `${done} of ${all} were signed out. The rest is still signed in.`,
  signOutDevice: {
    title: (name: string) => `Sign out “${name}”?`,
    lead: 'Every app on it is signed out. It is refused at its very next request, and has to sign in again.',
    leadCurrent: 'This is the device you are using. You will have to sign in again.',
    confirm: 'Sign out',
    done: (name: string) => `“${name}” is signed out. Its page shows how far it is.`,
  },
  signOutDevices: {
    title: (count: number) => plural(count, { one: 'Sign out 1 device?', other: `Sign out ${count} devices?` }),
    lead: 'Every app on them is signed out. They are refused at their very next request.',
    leadCurrent: 'This device is one of them: it is signed out last, and you will have to sign in again.',
    confirm: 'Sign them out',
    done: (count: number) => `${count} devices are signed out.`,
  },
  signOutSession: {
    title: (app: string, name: string) => `Sign out ${app} on “${name}”?`,
    lead: 'Only this app is signed out. The others on the device stay signed in.',
    confirm: 'Sign out',
    done: (app: string) => `${app} is signed out.`,
  },
  signOutOthers: {
    title: 'Sign out all other devices?',
    lead: 'Every device but this one is refused at its very next request. Those that are offline are told when they come back.',
    confirm: 'Sign out all others',
    done: (time: string) => `The sign-out of all other devices was accepted at ${time}. The list follows in a moment.`,
  },
  signOutEverywhere: {
    title: 'Sign out everywhere?',
    lead: 'Every device is signed out, this one too. You will have to sign in again on each of them.',
    confirm: 'Sign out everywhere',
    done: (time: string) => `The sign-out of every device was accepted at ${time}.`,
  },
  trust: {
    title: (name: string) => `Trust “${name}”?`,
    lead: 'Trust a device that you know. It is then no longer named as new. Trust gives it no further rights.',
    confirm: 'Trust it',
    done: (name: string) => `“${name}” is trusted now.`,
  },
  distrust: {
    title: (name: string) => `Stop trusting “${name}”?`,
    lead: 'It stays signed in. It may be named again as one that needs a look.',
    confirm: 'Stop trusting',
    done: (name: string) => `“${name}” is not trusted any more.`,
  },
  rename: {
    title: (name: string) => `Rename “${name}”`,
    label: 'Name',
    hint: '1 to 200 characters.',
    empty: 'Enter a name.',
    tooLong: (count: number) => `This name has ${count} characters; 200 are allowed.`,
    confirm: 'Save',
    done: (name: string) => `The device is called “${name}” now.`,
  },
  forget: {
    title: (name: string) => `Remove “${name}” from the list?`,
    lead: 'Its record is deleted, with the receipt of its sign-out. What it did stays in your activity. When it signs in again, it counts as a new device.',
    confirm: 'Remove',
    done: (name: string) => `“${name}” was removed from the list.`,
  },
};
