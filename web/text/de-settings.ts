import type { Text } from './text.ts';

export const deSettings: Text['settings'] = {
  title: 'Einstellungen',
  lead: 'Was wir Ihnen senden, und in welcher Sprache.',
  reminders: 'Einmal im Monat daran erinnern, meine Geräte durchzusehen',
  remindersLead: 'Warnungen, etwa vor einem neuen Gerät, kommen in jedem Fall.',
  remindersOn: 'Erinnerungen sind eingeschaltet.',
  remindersOff: 'Erinnerungen sind ausgeschaltet. Warnungen kommen weiterhin.',
  saving: 'Wird gespeichert…',
  language: 'Sprache der E-Mails',
  languageLead: 'Die Sprache dieser Seite wählen Sie unter „Konto“.',
  languageSaved: (language) => `E-Mails kommen jetzt in dieser Sprache: ${language}.`,
  mails: 'Wohin E-Mails gehen',
  noAddress: 'Keine bestätigte Adresse',
  delivery: {
    ok: 'Soweit wir wissen, kommen sie an.',
    'no-address':
      'Wir kennen keine bestätigte Adresse von Ihnen und können Sie deshalb nicht erinnern. Bestätigen Sie eine dort, wo Sie sich bei Ihren Apps anmelden: Sie gilt ab Ihrer nächsten Anmeldung.',
    bounced:
      'Die letzte E-Mail kam zurück, deshalb senden wir keine Erinnerungen mehr dorthin, und auch Warnungen kommen vielleicht nicht an. Prüfen Sie die Adresse dort, wo Sie sich bei Ihren Apps anmelden: Eine andere gilt ab Ihrer nächsten Anmeldung.',
    complained:
      'Eine E-Mail an diese Adresse wurde als unerwünscht gemeldet, deshalb senden wir keine Erinnerungen mehr dorthin. Warnungen kommen weiterhin. Wenn das ein Versehen war, lassen Sie es mit der Adresse noch einmal versuchen, oder nehmen Sie eine andere: Sie gilt ab Ihrer nächsten Anmeldung.',
  },
  tryAgain: 'Diese Adresse noch einmal versuchen',
  triedAgain:
    'Erinnerungen sind eingeschaltet und gehen wieder an diese Adresse. Wenn keine ankommt, sagen Sie es denen, die diesen Dienst betreiben: Sie können die Sperre aufheben.',
  reviews: 'Durchsichten',
  lastReview: 'Letzte Durchsicht',
  never: 'Noch keine',
  nextReview: 'Nächste Erinnerung',
  noReminder: 'Keine: Erinnerungen sind ausgeschaltet',
  notReached: 'Keine: Keine E-Mail erreicht Sie',
  notDue: 'Keine: Kein Gerät ist angemeldet',
  review: 'Ihre Geräte durchsehen',
};

export const deUnsubscribe: Text['unsubscribe'] = {
  title: 'Erinnerungen ausschalten?',
  lead: 'Sie werden dann nicht mehr einmal im Monat per E-Mail daran erinnert, Ihre Geräte durchzusehen.',
  stays: 'Warnungen, etwa vor einem neuen Gerät, kommen weiterhin. Nichts wird abgemeldet.',
  go: 'Erinnerungen ausschalten',
  done: 'Erinnerungen sind ausgeschaltet',
  doneLead: 'Sie werden nicht mehr daran erinnert, Ihre Geräte durchzusehen. Warnungen kommen weiterhin.',
  again: 'Um sie wieder einzuschalten, melden Sie sich an und gehen Sie zu den Einstellungen.',
  settings: 'Anmelden und zu den Einstellungen',
  noLink:
    'Öffnen Sie diese Seite über den Link in einer E-Mail, oder melden Sie sich an: Erinnerungen schalten Sie in den Einstellungen ein und aus.',
};
