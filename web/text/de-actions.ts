import { pluralOf } from './plural.ts';
import type { Text } from './text.ts';

const plural = pluralOf('de');

export const deActions: Text['actions'] = {
  reason: 'Warum?',
  busy: 'Einen Moment…',
  progress: (done, all) => `${done} von ${all} abgemeldet…`,
  stepUpTitle: 'Bitte melden Sie sich zuerst erneut an',
  stepUp:
    'Ihre letzte Anmeldung liegt eine Weile zurück. Damit sicher ist, dass Sie es sind, melden Sie sich erneut an: Sie kommen genau hierher zurück, und nichts geschieht, bevor Sie bestätigen.',
  stepUpGo: 'Erneut anmelden',
  welcomeBack: 'Sie sind zurück. Bestätigen Sie, um fortzufahren.',
  partly: (done, all) => `${done} von ${all} wurden abgemeldet. Die übrigen sind noch angemeldet.`,
  signOutDevice: {
    title: (name) => `„${name}“ abmelden?`,
    lead: 'Jede App darauf wird abgemeldet. Das Gerät wird schon bei seiner nächsten Anfrage abgewiesen und muss sich neu anmelden.',
    leadCurrent: 'Das ist das Gerät, das Sie gerade nutzen. Sie müssen sich neu anmelden.',
    confirm: 'Abmelden',
    done: (name) => `„${name}“ ist abgemeldet. Auf seiner Seite steht, wie weit es ist.`,
  },
  signOutDevices: {
    title: (count) => plural(count, { one: '1 Gerät abmelden?', other: `${count} Geräte abmelden?` }),
    lead: 'Jede App darauf wird abgemeldet. Die Geräte werden schon bei ihrer nächsten Anfrage abgewiesen.',
    leadCurrent: 'Dieses Gerät ist darunter: Es wird zuletzt abgemeldet, und Sie müssen sich neu anmelden.',
    confirm: 'Abmelden',
    done: (count) => `${count} Geräte sind abgemeldet.`,
  },
  signOutSession: {
    title: (app, name) => `${app} auf „${name}“ abmelden?`,
    lead: 'Nur diese App wird abgemeldet. Die anderen auf dem Gerät bleiben angemeldet.',
    confirm: 'Abmelden',
    done: (app) => `${app} ist abgemeldet.`,
  },
  signOutOthers: {
    title: 'Alle anderen Geräte abmelden?',
    lead: 'Jedes Gerät außer diesem wird schon bei seiner nächsten Anfrage abgewiesen. Was offline ist, erfährt davon, sobald es zurückkommt.',
    confirm: 'Alle anderen abmelden',
    done: (time) => `Die Abmeldung aller anderen Geräte wurde um ${time} angenommen. Die Liste folgt gleich.`,
  },
  signOutEverywhere: {
    title: 'Überall abmelden?',
    lead: 'Jedes Gerät wird abgemeldet, auch dieses. Sie müssen sich auf jedem neu anmelden.',
    confirm: 'Überall abmelden',
    done: (time) => `Die Abmeldung aller Geräte wurde um ${time} angenommen.`,
  },
  trust: {
    title: (name) => `„${name}“ vertrauen?`,
    lead: 'Vertrauen Sie einem Gerät, das Sie kennen. Es wird dann nicht mehr als neu genannt. Mehr Rechte bekommt es dadurch nicht.',
    confirm: 'Vertrauen',
    done: (name) => `„${name}“ gilt jetzt als vertraut.`,
  },
  distrust: {
    title: (name) => `„${name}“ nicht mehr vertrauen?`,
    lead: 'Es bleibt angemeldet. Es kann wieder als zu prüfen genannt werden.',
    confirm: 'Nicht mehr vertrauen',
    done: (name) => `„${name}“ gilt nicht mehr als vertraut.`,
  },
  rename: {
    title: (name) => `„${name}“ umbenennen`,
    label: 'Name',
    hint: '1 bis 200 Zeichen.',
    empty: 'Geben Sie einen Namen ein.',
    tooLong: (count) => `Dieser Name hat ${count} Zeichen; 200 sind erlaubt.`,
    confirm: 'Speichern',
    done: (name) => `Das Gerät heißt jetzt „${name}“.`,
  },
  forget: {
    title: (name) => `„${name}“ aus der Liste entfernen?`,
    lead: 'Der Eintrag wird gelöscht, mit dem Nachweis seiner Abmeldung. Was das Gerät getan hat, bleibt in Ihrer Aktivität. Meldet es sich wieder an, gilt es als neu.',
    confirm: 'Entfernen',
    done: (name) => `„${name}“ wurde aus der Liste entfernt.`,
  },
};
