import type { DeviceKind, Place } from '../../shared/contracts/values.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import type { Alert } from '../../shared/domain/telling/alert-owner.ts';

interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** The e-mail for an alert, plain and HTML, with a link to the dashboard. The link shows; it changes nothing. */
export const alertMail =
  (dashboardUrl: string) =>
  (alert: Alert): Mail => {
    const { subject, opening, device, place, ...words } = wording(alert);
    const advice = alert.isLast ? `${words.advice} ${noMoreToday}` : words.advice;
    const facts = factsOf(alert, device, place);
    return {
      subject,
      text: asText({ opening, facts, advice, dashboardUrl }),
      html: asHtml({ subject, opening, facts, advice, dashboardUrl }),
    };
  };

/** What is known of it, each with its label. */
const factsOf = ({ kind, activity, by }: Alert, device: Device | undefined, place: Place | null): Fact[] => {
  const apps = [...new Set(activity.sessions.map(({ app }) => shown(app.name)))].join(', ');
  const facts: [string, string | false | null | undefined][] = [
    ['Device', device && shown(device.name)],
    ['Kind', device && kindOf(device)],
    [activity.sessions.length > 1 ? 'Apps' : 'App', apps],
    ['Done from', kind !== 'new-device' && by && shown(by.name)],
    ['Place', place && `${placeOf(place)} (approximate)`],
    ['Time', timeOf(activity.at)],
    ['Reason given', activity.reason && activity.reason !== 'other' && activity.reason.replaceAll('-', ' ')],
  ];
  return facts.filter((fact): fact is Fact => Boolean(fact[1]));
};

type Fact = [label: string, value: string];

interface Wording {
  subject: string;
  opening: string;
  advice: string;
  device: Device | undefined;
  place: Place | null;
}

const wording = ({ kind, activity, device, by }: Alert): Wording => {
  switch (kind) {
    case 'new-device':
      return {
        subject: 'New sign-in to your account',
        opening: 'Your account was signed in to from a device that has not been seen before.',
        advice: 'If this was you, there is nothing to do. If not, sign that device out now, and change your password.',
        device,
        place: activity.place,
      };
    case 'signed-out':
      return {
        subject: 'A device was signed out of your account',
        opening:
          activity.type === 'session-signed-out'
            ? 'An app on one of your devices was signed out from another device.'
            : 'One of your devices was signed out from another device.',
        advice: `If this was you, there is nothing to do. ${ifNot}`,
        device,
        place: by?.lastPlace ?? null,
      };
    case 'others-signed-out':
      return {
        subject: 'Your other devices were signed out',
        opening: 'All devices were signed out of your account, except the one that asked for it.',
        advice: `If this was you, there is nothing to do. ${ifNot}`,
        device: undefined,
        place: by?.lastPlace ?? null,
      };
    case 'everywhere-signed-out':
      return {
        subject: 'Your account was signed out everywhere',
        opening: 'All devices were signed out of your account.',
        advice: `If this was you, sign in again where you need it. ${ifNot}`,
        device: undefined,
        place: by?.lastPlace ?? null,
      };
  }
};

const noMoreToday = 'This is the last message of this kind today: look at your devices for what else happens.';

const ifNot = 'If not, somebody else is signed in to your account: sign that device out now, and change your password.';

const kindNames: Record<DeviceKind, string> = {
  computer: 'Computer',
  phone: 'Phone',
  tablet: 'Tablet',
  console: 'Console',
  tv: 'TV',
  watch: 'Watch',
  other: 'Other device',
};

/** What would begin a new line of the mail, or turn the text that follows around. */
const layout = /[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Whoever signs in chooses the names. What a mail program would make a link of is broken up, so that a stranger cannot
 * send one in our name.
 */
const shown = (given: string): string => {
  const name = given.replace(layout, ' ');
  const characters = Array.from(name);
  const short = characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : name;
  return short.replace(/[.:/@]/g, '$&\u2060');
};

const kindOf = ({ kind, os }: Device): string => (os ? `${kindNames[kind]}, ${shown(os)}` : kindNames[kind]);

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

const placeOf = ({ city, region, country }: Place): string =>
  [city, region === city ? undefined : region, country && countryOf(country)].filter(Boolean).join(', ');

const countryOf = (country: string): string =>
  /^[A-Z]{2}$/.test(country) ? (countryNames.of(country) ?? country) : country;

const timeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

const timeOf = (at: string): string => `${timeFormat.format(new Date(at))} UTC`;

interface Content {
  opening: string;
  facts: Fact[];
  advice: string;
  dashboardUrl: string;
}

const asText = ({ opening, facts, advice, dashboardUrl }: Content): string =>
  [
    opening,
    '',
    ...facts.map(([label, value]) => `${`${label}:`.padEnd(14)}${value}`),
    '',
    advice,
    '',
    'Review your devices:',
    dashboardUrl,
    '',
    footer,
    '',
  ].join('\n');

const footer = 'You get this message because it concerns the security of your account.';

const asHtml = ({
  subject,
  opening,
  facts,
  advice,
  dashboardUrl,
}: Content & { subject: string }): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:24px 16px;background:#f4f5f7;color:#1c2430;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:520px;margin:0 auto;padding:28px 28px 20px;background:#ffffff;border:1px solid #dfe3e8;border-radius:12px">
<h1 style="margin:0 0 12px;font-size:21px;line-height:1.3">${escaped(subject)}</h1>
<p style="margin:0 0 18px">${escaped(opening)}</p>
<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;margin:0 0 18px;border-collapse:collapse">
${facts.map(factRow).join('\n')}
</table>
<p style="margin:0 0 22px">${escaped(advice)}</p>
<p style="margin:0 0 22px"><a href="${escaped(dashboardUrl)}" style="display:inline-block;padding:11px 20px;background:#1f5fbf;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600">Review your devices</a></p>
<p style="margin:0;color:#5b6675;font-size:13px">${footer}</p>
</div>
</body>
</html>
`;

const factRow = ([label, value]: Fact): string =>
  `<tr><td style="padding:7px 12px 7px 0;border-top:1px solid #e8ebef;color:#5b6675;white-space:nowrap;vertical-align:top">${escaped(label)}</td>` +
  `<td style="padding:7px 0;border-top:1px solid #e8ebef;width:100%;overflow-wrap:anywhere">${escaped(value)}</td></tr>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
