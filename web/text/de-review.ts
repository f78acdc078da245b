import { pluralOf } from './plural.ts';
import type { Text } from './text.ts';

const plural = pluralOf('de');
const devices = (count: number, shown: string): string =>
  plural(count, { one: `${shown} Gerät`, other: `${shown} Geräte` });

export const deReview: Text['review'] = {
  title: 'Ihre Geräte durchsehen',
  lead: 'Gehen Sie durch, was in Ihrem Konto angemeldet ist. Nichts geschieht, bevor Sie abschließen.',
  last: (time) => `Ihre letzte Durchsicht war ${time}.`,
  first: 'Das ist Ihre erste Durchsicht.',
  byLink:
    'Sie sind über den Link einer E-Mail hier: Zum Durchsehen und zum Abmelden eines Geräts müssen Sie sich nicht anmelden.',
  expires: (day) => `Der Link gilt bis ${day}.`,
  groups: { new: 'Neu, oder noch nicht entschieden', look: 'Einen Blick wert', others: 'Die anderen' },
  newAtFirst: 'Neu im letzten Monat',
  groupLeads: {
    new: 'Kennen Sie jedes davon?',
    look: 'Entscheiden Sie über jedes davon.',
    others: 'Sie bleiben angemeldet, wenn Sie nichts anderes sagen.',
  },
  attention: {
    'new-device': (time) => `Neu: zum ersten Mal angemeldet ${time}.`,
    'new-country': (country) => `Genutzt in einem Land, in dem Sie vorher kein Gerät hatten: ${country}.`,
    'new-place': 'Genutzt in einem Land, in dem Sie vorher kein Gerät hatten.',
    unused: (time) => `Zuletzt genutzt ${time}. Melden Sie ab, was Sie nicht brauchen.`,
  },
  decisions: { keep: 'Behalten', 'sign-out': 'Abmelden', 'not-sure': 'Nicht sicher' },
  decide: (name) => `Ihre Entscheidung über „${name}“`,
  current: 'Sie nutzen dieses Gerät gerade. Es bleibt angemeldet.',
  gone: (names) => `Nicht mehr angemeldet und deshalb nicht mehr in der Liste: ${names}.`,
  only: (shown) =>
    `Über den Link sehen Sie die ${shown} Geräte, die einen Blick am meisten wert sind. Melden Sie sich an, um alle zu sehen.`,
  showMore: (shown) => `${shown} weitere anzeigen`,
  none: 'Kein Gerät ist angemeldet',
  noneLead: 'Es gibt nichts durchzusehen: Niemand kann Ihr Konto gerade nutzen, ohne sich anzumelden.',
  findOut: {
    title: 'So finden Sie es heraus',
    firstSeen: 'Zuerst angemeldet',
    lastSeen: 'Zuletzt genutzt',
    place: 'Letzter Ort',
    apps: 'Apps darauf',
    system: 'System',
    questions: [
      'Waren Sie zu diesen Zeiten dort? Ein Ort ist, wo das Netz ihn vermutet: Bei einem Telefon oder VPN kann er weit daneben liegen.',
      'Haben Sie seither ein neues Gerät, einen neuen Browser oder eine neue App, oder etwas zurückgesetzt? Dann steht das alte hier noch.',
      'Könnte es ein Gerät in der Familie, bei der Arbeit oder ein geliehenes sein?',
    ],
    meanwhile:
      'Es bleibt angemeldet. Wenn Sie es nicht herausfinden, melden Sie es ab: Wen Sie kennen, der kann sich einfach neu anmelden.',
  },
  toDecide: (count, shown) =>
    plural(count, {
      one: `Noch über ${shown} Gerät zu entscheiden`,
      other: `Noch über ${shown} Geräte zu entscheiden`,
    }),
  willSignOut: (count, shown) =>
    plural(count, { one: `${shown} Gerät wird abgemeldet`, other: `${shown} Geräte werden abgemeldet` }),
  allStay: 'Jedes Gerät bleibt angemeldet',
  finish: 'Durchsicht abschließen',
  finishSigningOut: (count, shown) => `Abschließen und ${devices(count, shown)} abmelden`,
  missing: (names) => `Entscheiden Sie zuerst über: ${names}.`,
  missingMore: (names, more) => `Entscheiden Sie zuerst über: ${names} und ${more} weitere.`,
  notFinished: 'Die Durchsicht ist nicht abgeschlossen.',
  done: {
    title: 'Ihre Durchsicht ist abgeschlossen',
    signedOut: (count, shown) =>
      plural(count, { one: `${shown} Gerät wurde abgemeldet`, other: `${shown} Geräte wurden abgemeldet` }),
    kept: (count, shown) =>
      plural(count, { one: `${shown} Gerät bleibt angemeldet`, other: `${shown} Geräte bleiben angemeldet` }),
    notSure: (count, shown) =>
      plural(count, {
        one: `${shown} Gerät, bei dem Sie nicht sicher waren, bleibt angemeldet`,
        other: `${shown} Geräte, bei denen Sie nicht sicher waren, bleiben angemeldet`,
      }),
    notFound: (count, shown) =>
      plural(count, {
        one: `${shown} Gerät wurde inzwischen entfernt`,
        other: `${shown} Geräte wurden inzwischen entfernt`,
      }),
    next: (day) => `Das nächste Mal werden Sie am ${day} gefragt.`,
    signOuts: 'Abgemeldet',
    followed: 'Jeder Schritt erscheint hier, sobald er geschieht.',
    asAnswered: 'So weit war es, als Sie abgeschlossen haben. Melden Sie sich an, um jeden Schritt zu verfolgen.',
    follow: 'Anmelden und verfolgen',
    unsure: 'Bei diesen nicht sicher?',
    unsureLead: 'Auf ihren Seiten steht, was sie getan haben und wann. Dort können Sie sie jederzeit abmelden.',
    unsureByLink:
      'Melden Sie sich an, um zu sehen, was sie getan haben und wann. Dort können Sie sie jederzeit abmelden.',
    all: 'Alle Geräte',
  },
  stranger: {
    notMine: 'Ein Gerät war nicht Ihres: was jetzt zu tun ist',
    stolen: 'Ein Gerät wurde gestohlen: was jetzt zu tun ist',
    lead: 'Es ist gesperrt. Wer es hatte, weiß vielleicht mehr. Deshalb weiter:',
    others: [
      'Alles andere abmelden',
      'Was sonst noch geöffnet wurde, wird mit abgemeldet. Auf Ihren eigenen Geräten melden Sie sich neu an.',
    ],
    othersNow: 'Alle anderen abmelden',
    othersByLink: 'Dazu anmelden',
    password: [
      'Ihr Passwort ändern',
      'Dort, wo Sie sich bei Ihren Apps anmelden, mit „Passwort vergessen?“ oder in den Kontoeinstellungen. Nehmen Sie eines, das Sie nirgends sonst nutzen.',
    ],
    twoFactor: [
      'Anmeldung in zwei Schritten einschalten',
      'Wenn Ihre App sie anbietet, in den Kontoeinstellungen: Dann reicht ein Passwort allein nicht mehr.',
    ],
    email: [
      'Ihr E-Mail-Konto prüfen',
      'Wer Ihre E-Mails lesen kann, kann neue Passwörter setzen. Ändern Sie auch dort das Passwort, und sehen Sie nach, wer angemeldet ist.',
    ],
    tell: [
      'Bescheid sagen, wo man es wissen sollte',
      'Der Support des Dienstes und bei der Arbeit die Sicherheitsverantwortlichen: welches Gerät es war, wo, seit wann, und was dort zu sehen war.',
    ],
  },
  link: {
    byCode: {
      'link-invalid': [
        'Dieser Link führt nirgendwohin',
        'Vielleicht wurde er unterwegs abgeschnitten. Öffnen Sie ihn noch einmal ganz aus der E-Mail.',
      ],
      'link-expired': ['Dieser Link ist zu alt', 'Nehmen Sie den Link Ihrer letzten E-Mail.'],
      'review-finished': [
        'Diese Durchsicht ist abgeschlossen',
        'Ein Link gilt für eine Durchsicht: Diese wurde abgeschlossen, oder eine neuere ist an ihre Stelle getreten. Jetzt wurde nichts geändert.',
      ],
    },
    signIn: 'Oder melden Sie sich an: Dort können Sie Ihre Geräte jederzeit durchsehen.',
    go: 'Anmelden und durchsehen',
  },
};
