import type { Place } from '../contracts/values.ts';
import type { Activity } from '../domain/activity/activity.ts';
import type { Device } from '../domain/device/device.ts';
import type { Alert } from '../domain/telling/alert-owner.ts';
import { alertMailHtml } from './alert-mail-html.generated.ts';
import { kindWords, placeWords } from './device-words.ts';
import type { Words } from './device-words.ts';
import type { Mail } from './mail.ts';
import { mailFormat } from './mail-format.ts';
import { paragraph } from './plain-text.ts';
import { shownName } from './shown-name.ts';
import { mailText } from './text/mail-text.ts';
import type { MailText } from './text/mail-text.ts';

/** The mail for an alert, with a link to the dashboard. The link shows; it changes nothing. */
export const alertMail = (alert: Alert, { dashboardUrl }: { dashboardUrl: string }): Mail => {
  const { language, isLast } = alert;
  // An owner compares its moments with those of other systems, wherever the service is.
  const words: Words = { text: mailText[language], format: mailFormat(language, 'UTC') };
  const { text } = words;
  const { subject, opening, device, place, ...wording } = wordingOf(alert, text.alert);
  const advice = isLast ? `${wording.advice} ${text.alert.noMoreToday}` : wording.advice;
  const facts = factsOf(alert, { device, place }, words);
  const labelWidth = Math.max(...facts.map(({ label }) => label.length)) + 2;
  const plain = [
    paragraph(opening),
    facts.map(({ label, value }) => `${`${label}:`.padEnd(labelWidth)}${value}`).join('\n'),
    paragraph(advice),
    `${text.reviewDevices}:\n${dashboardUrl}`,
    paragraph(text.alert.why),
  ];
  return {
    subject,
    text: `${plain.join('\n\n')}\n`,
    html: alertMailHtml({
      lang: language,
      title: subject,
      preview: opening,
      opening,
      facts,
      advice,
      link: dashboardUrl,
      button: text.reviewDevices,
      why: text.alert.why,
    }),
  };
};

/** What is known of it, each with its label. */
const factsOf = (
  { kind, activity, by }: Alert,
  { device, place }: Pick<Wording, 'device' | 'place'>,
  words: Words,
): { label: string; value: string }[] => {
  const { alert, reasons } = words.text;
  const apps = [...new Set(activity.sessions.map(({ app }) => shownName(app.name)))];
  const facts: [string, string | false | null | undefined][] = [
    [alert.device, device && shownName(device.name)],
    [alert.kind, device && kindWords(device, words)],
    [alert.apps(apps.length), apps.join(', ')],
    [alert.doneFrom, kind !== 'new-device' && by && shownName(by.name)],
    [alert.place, placeWords(place, words)],
    [alert.time, words.format.moment(activity.at)],
    [alert.reason, activity.reason && activity.reason !== 'other' && reasons[activity.reason]],
  ];
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
};

interface Wording {
  subject: string;
  opening: string;
  advice: string;
  device: Device | undefined;
  place: Place | null;
}

const wordingOf = ({ kind, activity, device, by }: Alert, text: MailText['alert']): Wording => {
  const byOther = { device: undefined, place: by?.lastPlace ?? null };
  switch (kind) {
    case 'new-device':
      return { ...text.newDevice, advice: `${text.ifYou} ${text.ifNotNewDevice}`, device, place: activity.place };
    case 'signed-out':
      return { ...signedOut(activity, text), ...byOther, device };
    case 'others-signed-out':
      return { ...text.othersSignedOut, advice: `${text.ifYou} ${text.ifNot}`, ...byOther };
    case 'everywhere-signed-out':
      return { ...text.everywhereSignedOut, advice: `${text.ifYouEverywhere} ${text.ifNot}`, ...byOther };
  }
};

const signedOut = ({ type, detail }: Activity, text: MailText['alert']): Omit<Wording, 'device' | 'place'> => {
  const { subject, opening, openingOfApp, openingByLink } = text.signedOut;
  return detail === 'review-link'
    ? { subject, opening: openingByLink, advice: `${text.ifYou} ${text.ifNotByLink}` }
    : {
        subject,
        opening: type === 'session-signed-out' ? openingOfApp : opening,
        advice: `${text.ifYou} ${text.ifNot}`,
      };
};
