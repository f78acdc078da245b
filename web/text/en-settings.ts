export const enSettings = {
  title: 'Settings',
  lead: 'What we send you, and in which language.',
  reminders: 'Remind me once a month to review my devices',
  remindersLead: 'Warnings, such as of a new device, are sent in any case.',
  remindersOn: 'Reminders are on.',
  remindersOff: 'Reminders are off. Warnings are still sent.',
  saving: 'Saving…',
  language: 'Language of e-mails',
  languageLead: 'The language of this page is chosen under “Account”.',
  languageSaved: (language: string) => `E-mails will be in ${language}.`,
  mails: 'Where e-mails go',
  noAddress: 'No verified address',
  delivery: {
    ok: 'As far as we know, they arrive.',
    'no-address':
      'We know no verified address of yours, so we cannot remind you. Verify one where you sign in to your apps: it counts from your next sign-in.',
    bounced:
      'The last e-mail came back, so no reminders are sent there, and warnings may not arrive either. Check the address where you sign in to your apps: another one counts from your next sign-in.',
    complained:
      'An e-mail to this address was reported as unwanted, so no reminders are sent there. Warnings still are. If that was a mistake, have the address tried again, or use another one: it counts from your next sign-in.',
  },
  tryAgain: 'Try this address again',
  triedAgain:
    'Reminders are on, and go to this address again. If none arrives, tell those who run this service: they can unblock it.',
  reviews: 'Reviews',
  lastReview: 'Last review',
  never: 'Not yet',
  nextReview: 'Next reminder',
  noReminder: 'None: reminders are off',
  notReached: 'None: no e-mail reaches you',
  notDue: 'None: no device is signed in',
  review: 'Review your devices',
};

export const enUnsubscribe = {
  title: 'Turn off reminders?',
  lead: 'You will no longer be reminded by e-mail once a month to review your devices.',
  stays: 'Warnings, such as of a new device, are still sent. Nothing is signed out.',
  go: 'Turn off reminders',
  done: 'Reminders are off',
  doneLead: 'You will get no more reminders to review your devices. Warnings are still sent.',
  again: 'To turn them on again, sign in and go to the settings.',
  settings: 'Sign in to the settings',
  noLink: 'Open this page by the link in an e-mail, or sign in: reminders are turned on and off in the settings.',
};
