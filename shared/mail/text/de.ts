import { plural } from './plural.ts';
import type { MailText } from './mail-text.ts';

export const de: MailText = {
  kinds: {
    computer: 'Computer',
    phone: 'Telefon',
    tablet: 'Tablet',
    console: 'Konsole',
    tv: 'Fernseher',
    watch: 'Uhr',
    other: 'Anderes Gerät',
  },
  reasons: {
    lost: 'verloren',
    stolen: 'gestohlen',
    'not-mine': 'nicht meines',
    unused: 'nicht mehr genutzt',
    selling: 'verkauft oder verschenkt',
  },
  reviewDevices: 'Ihre Geräte durchsehen',
  approximate: (place) => `${place} (ungefähr)`,
  moreItems: (shown) => `${shown} weitere`,
  review: {
    subject: {
      new: (count, shown) =>
        plural(
          count,
          `${shown} neues Gerät in Ihrem Konto: bitte ansehen`,
          `${shown} neue Geräte in Ihrem Konto: bitte ansehen`,
        ),
      look: (count, shown) =>
        plural(
          count,
          `${shown} Gerät in Ihrem Konto ist einen Blick wert`,
          `${shown} Geräte in Ihrem Konto sind einen Blick wert`,
        ),
      nothing: 'Ihre Geräte in diesem Monat: nichts Neues',
    },
    title: {
      new: (count, shown) =>
        plural(count, `${shown} neues Gerät in Ihrem Konto`, `${shown} neue Geräte in Ihrem Konto`),
      look: (count, shown) =>
        plural(count, `${shown} Gerät ist einen Blick wert`, `${shown} Geräte sind einen Blick wert`),
      nothing: 'Nichts Neues in Ihrem Konto',
    },
    signedIn: (count, shown) =>
      plural(count, `${shown} Gerät ist in Ihrem Konto angemeldet.`, `${shown} Geräte sind in Ihrem Konto angemeldet.`),
    pleaseReview: (count) =>
      plural(
        count,
        'Bitte sehen Sie es sich an: Behalten Sie es, wenn Sie es kennen, und melden Sie es ab, wenn nicht oder wenn Sie es nicht mehr nutzen.',
        'Bitte sehen Sie sie durch: Behalten Sie, was Sie kennen, und melden Sie ab, was Sie nicht kennen oder nicht mehr nutzen.',
      ),
    nothingSince: (day) => `Seit dem ${day} ist kein Gerät dazugekommen, und nichts fällt auf.`,
    nothingLately: 'Im letzten Monat ist kein Gerät dazugekommen, und nichts fällt auf.',
    signedInList: (count, shown) => plural(count, `${shown} Gerät ist angemeldet:`, `${shown} Geräte sind angemeldet:`),
    caution:
      'Bitte leiten Sie diese Nachricht nicht weiter: Wer sie hat, kann Ihre Geräte sehen und abmelden. Der Link gilt bis zu Ihrer nächsten Durchsicht, höchstens einen Monat lang.',
    newSince: (day) => `Neu seit dem ${day}`,
    newOrUndecided: 'Neu, oder beim letzten Mal nicht entschieden',
    newLately: 'Neu im letzten Monat',
    look: 'Einen Blick wert',
    others: 'Ihre anderen Geräte',
    more: (count, shown) => plural(count, `und ${shown} weiteres Gerät`, `und ${shown} weitere Geräte`),
    newDevice: (day) => `Neu: zum ersten Mal angemeldet am ${day}`,
    newCountry: (country) => `Neues Land für Ihr Konto: ${country}`,
    newCountryUnknown: 'In einem Land, das für Ihr Konto neu ist',
    unused: (day) => `Nicht genutzt seit dem ${day}`,
    firstSignedIn: (day) => `Zum ersten Mal angemeldet am ${day}`,
    lastUsed: (day) => `Zuletzt genutzt am ${day}`,
    placeUnknown: 'Ort unbekannt',
    why: 'Sie erhalten diese Nachricht einmal im Monat, damit kein Gerät ohne Ihr Wissen in Ihrem Konto angemeldet bleibt.',
    turnOff: 'Diese Erinnerungen abschalten',
    warnings: 'Warnungen zur Sicherheit Ihres Kontos erhalten Sie in jedem Fall.',
    anyTime: 'Anmelden und jederzeit Ihre Geräte ansehen',
  },
  alert: {
    newDevice: {
      subject: 'Neue Anmeldung in Ihrem Konto',
      opening: 'In Ihrem Konto hat sich ein Gerät angemeldet, das bisher nicht bekannt war.',
    },
    signedOut: {
      subject: 'Ein Gerät wurde von Ihrem Konto abgemeldet',
      opening: 'Eines Ihrer Geräte wurde von einem anderen Gerät aus abgemeldet.',
      openingOfApp: 'Eine App auf einem Ihrer Geräte wurde von einem anderen Gerät aus abgemeldet.',
      openingByLink: 'Eines Ihrer Geräte wurde über den Link einer E-Mail abgemeldet, die Sie um Durchsicht bittet.',
    },
    othersSignedOut: {
      subject: 'Ihre anderen Geräte wurden abgemeldet',
      opening: 'Alle Geräte wurden von Ihrem Konto abgemeldet, außer dem, das es veranlasst hat.',
    },
    everywhereSignedOut: {
      subject: 'Ihr Konto wurde überall abgemeldet',
      opening: 'Alle Geräte wurden von Ihrem Konto abgemeldet.',
    },
    ifYou: 'Wenn Sie das waren, brauchen Sie nichts zu tun.',
    ifYouEverywhere: 'Wenn Sie das waren, melden Sie sich dort wieder an, wo Sie es brauchen.',
    ifNotNewDevice: 'Wenn nicht, melden Sie das Gerät jetzt ab und ändern Sie Ihr Passwort.',
    ifNot:
      'Wenn nicht, ist jemand anderes in Ihrem Konto angemeldet: Melden Sie das Gerät jetzt ab und ändern Sie Ihr Passwort.',
    ifNotByLink: 'Wenn nicht, kann jemand anderes Ihre E-Mails lesen: Ändern Sie zuerst das Passwort Ihres Postfachs.',
    noMoreToday:
      'Das ist heute die letzte Nachricht dieser Art: Was sonst noch geschieht, sehen Sie bei Ihren Geräten.',
    device: 'Gerät',
    kind: 'Art',
    apps: (count) => plural(count, 'App', 'Apps'),
    doneFrom: 'Veranlasst von',
    place: 'Ort',
    time: 'Zeit',
    reason: 'Grund',
    why: 'Sie erhalten diese Nachricht, weil sie die Sicherheit Ihres Kontos betrifft.',
  },
};
