import type { CalendarDate, Place } from '../contracts/values.ts';
import type { Device } from '../domain/device/device.ts';
import type { MailFormat } from './mail-format.ts';
import { shownName } from './shown-name.ts';
import type { MailText } from './text/mail-text.ts';

/** The languages' words and forms of one mail. */
export interface Words {
  text: MailText;
  format: MailFormat;
}

/** Such as "Phone, Android". */
export const kindWords = ({ kind, os }: Pick<Device, 'kind' | 'os'>, { text }: Words): string =>
  os ? `${text.kinds[kind]}, ${shownName(os)}` : text.kinds[kind];

/** Where it approximately was, from the city to the country; undefined where that is not known. */
export const placeWords = (place: Place | null | undefined, { text, format }: Words): string | undefined => {
  const { city, region, country } = place ?? {};
  const parts = [city, region === city ? undefined : region, country && format.country(country)];
  const name = parts.flatMap((part) => (part ? [shownName(part)] : [])).join(', ');
  return name === '' ? undefined : text.approximate(name);
};

/** The first of several names, and how many more there are, such as "Mail, Calendar and 2 more". */
export const someNames = (names: readonly string[], max: number, { text, format }: Words) => {
  const more = names.length > max ? [text.moreItems(format.number(names.length - max))] : [];
  return format.list([...names.slice(0, max).map(shownName), ...more]);
};

const appsMax = 3;

/** What kind of device it is, with the apps that are signed in on it. */
export const deviceWords = (device: Device, words: Words): string => {
  const live = Object.values(device.sessions).filter(({ state }) => state === 'active');
  const apps = someNames([...new Set(live.map(({ app }) => app.name))], appsMax, words);
  const list = apps.map(({ name, after }) => `${name}${after}`).join('');
  return [kindWords(device, words), list].filter(Boolean).join(' · ');
};

/** When and where it was last used. */
export const lastUsedWords = (device: Device, today: CalendarDate, words: Words): string => {
  const { text, format } = words;
  const place = placeWords(device.lastPlace, words) ?? text.review.placeUnknown;
  return `${text.review.lastUsed(format.day(device.lastSeenAt, today))} · ${place}`;
};
