export const enSell = {
  title: 'Before you sell it or give it away',
  lead: (name: string) =>
    `For “${name}”. Tick what you have done: the ticks stay in this browser. The sign-out shows what the service says.`,
  print: 'Print',
  done: (done: string, all: string) => `${done} of ${all} done`,
  signOut: 'Sign it out from here',
  signOutLead: 'Every app of your account on it is refused from then on.',
  signOutNow: 'Sign out now',
  signedOut: 'Signed out',
  signOutCurrent: 'This is the device you are using: do this one last, before you erase it.',
  forget: 'Remove it from your list',
  forgetLead: 'Once it is signed out. What it did stays in your activity.',
  steps: {
    backup: [
      'Back up what you want to keep',
      'Photos, messages, passkeys and authenticator codes too. Look into the backup before you go on.',
    ],
    second: [
      'Move your second factor',
      'If this device approves sign-ins or shows codes, set that up on another one first.',
    ],
    unpair: ['Unpair what belongs to it', 'Watches, earphones, cars and smart home devices.'],
    lock: [
      'Switch off its activation lock',
      'Such as Find My or Google’s factory reset protection: the next owner cannot use it otherwise.',
    ],
    cards: ['Take out SIM and memory cards', 'Remove an eSIM in the settings, and the payment cards.'],
    accounts: [
      'Sign out of the maker’s account and stores',
      'And deactivate what counts devices: music, video, games.',
    ],
    disk: ['Erase its drive', 'By the system’s own “reset this computer”, with the option that cleans the drive.'],
    reset: ['Reset it to factory settings', 'Then it starts with its welcome screen.'],
  },
};
