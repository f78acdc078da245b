import type { Text } from './text.ts';

export const deSell: Text['sell'] = {
  title: 'Bevor Sie es verkaufen oder verschenken',
  lead: (name) =>
    `Für „${name}“. Haken Sie ab, was Sie getan haben: Die Haken bleiben in diesem Browser. Bei der Abmeldung steht, was der Dienst sagt.`,
  print: 'Drucken',
  done: (done, all) => `${done} von ${all} erledigt`,
  signOut: 'Von hier aus abmelden',
  signOutLead: 'Jede App Ihres Kontos darauf wird von da an abgewiesen.',
  signOutNow: 'Jetzt abmelden',
  signedOut: 'Abgemeldet',
  signOutCurrent: 'Das ist das Gerät, das Sie gerade nutzen: Tun Sie dies zuletzt, bevor Sie es löschen.',
  forget: 'Aus Ihrer Liste entfernen',
  forgetLead: 'Wenn es abgemeldet ist. Was es getan hat, bleibt in Ihrer Aktivität.',
  steps: {
    backup: [
      'Sichern, was Sie behalten wollen',
      'Fotos, Nachrichten, auch Passkeys und Codes. Sehen Sie in die Sicherung, bevor Sie weitermachen.',
    ],
    second: [
      'Zweiten Faktor umziehen',
      'Wenn dieses Gerät Anmeldungen bestätigt oder Codes zeigt, richten Sie das zuerst auf einem anderen ein.',
    ],
    unpair: ['Entkoppeln, was dazugehört', 'Uhren, Kopfhörer, Autos und Geräte im Haus.'],
    lock: [
      'Aktivierungssperre ausschalten',
      'Etwa „Wo ist?“ oder den Diebstahlschutz von Google: Sonst kann es der nächste Besitzer nicht nutzen.',
    ],
    cards: ['SIM- und Speicherkarten entnehmen', 'Eine eSIM in den Einstellungen löschen, und die Zahlungskarten.'],
    accounts: [
      'Vom Konto des Herstellers und von Läden abmelden',
      'Auch abmelden, was Geräte zählt: Musik, Filme, Spiele.',
    ],
    disk: [
      'Das Laufwerk löschen',
      'Mit „Diesen PC zurücksetzen“ oder dem Gegenstück des Systems, samt Bereinigen des Laufwerks.',
    ],
    reset: ['Auf Werkseinstellungen zurücksetzen', 'Dann startet es mit der Begrüßung.'],
  },
};
