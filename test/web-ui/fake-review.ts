import type { DeviceResource, ReviewDeviceResource, ReviewFinishedResource } from '../../shared/contracts/resources.ts';
import type { FinishReviewBody } from '../../shared/contracts/review-routes.ts';
import { flagsOf } from '../../web/data/flags.ts';
import { ago, deviceById, signedOut } from './fake-account.ts';
import type { FakeAnswer, FakeApi } from './fake-api.ts';
import { problem, stepUp } from './fake-api.ts';

const day = 86_400_000;

/** What an account has besides its devices. */
export interface FakeReviews {
  lastReviewedAt: string | null;
  reminders: boolean;
  language: 'en' | 'de';
  email: string | null;
  delivery: 'ok' | 'no-address' | 'bounced' | 'complained';
  /** The one link there is. */
  link: { token: string; state: 'open' | 'expired' | 'finished' };
}

export const fakeReviews = (): FakeReviews => ({
  lastReviewedAt: ago(25 * day),
  reminders: true,
  language: 'en',
  email: 'ada@example.com',
  delivery: 'ok',
  link: { token: 'aaaa.bbbb.cccc', state: 'open' },
});

const datesOf = ({ reviews }: FakeApi) => ({
  lastReviewedAt: reviews.lastReviewedAt,
  nextReviewOn: '2026-12-24',
});

const devicesOf = (api: FakeApi): ReviewDeviceResource[] => {
  const since = api.reviews.lastReviewedAt ?? ago(31 * day);
  const flags = flagsOf(api.account.devices, new Date());
  return api.account.devices
    .filter(({ state }) => state === 'active')
    .map((device) => {
      const isNew = device.firstSeenAt > since && !device.trusted && !device.current;
      const others = (flags.get(device.id) ?? []).map(({ kind }) => kind).filter((kind) => kind !== 'new-device');
      return { ...device, attention: [...(isNew ? ['new-device' as const] : []), ...others] };
    });
};

export const readReview = (api: FakeApi, query: URLSearchParams): FakeAnswer => {
  const devices = devicesOf(api);
  const from = Number(query.get('cursor') ?? 0);
  const to = from + Number(query.get('limit') ?? 50);
  const nextCursor = to < devices.length ? { nextCursor: String(to) } : {};
  return { status: 200, body: { ...datesOf(api), devices: devices.slice(from, to), ...nextCursor } };
};

export const finishReview = (
  api: FakeApi,
  body: FinishReviewBody,
  by: DeviceResource | undefined,
  signOut: (device: DeviceResource) => void,
): FakeAnswer => {
  const { decisions } = body;
  if (decisions.length > 100) return problem(400, 'invalid-request');
  const { account } = api;
  const ordersOthers = decisions.some(({ decision, deviceId }) => decision === 'sign-out' && deviceId !== by?.id);
  if (by && ordersOthers && !api.session.recent) return stepUp;
  api.reviewed.push(body);
  const at = new Date().toISOString();
  const devices = decisions.map((each): ReviewFinishedResource['devices'][number] => {
    const { deviceId } = each;
    const device = deviceById(account, deviceId);
    if (!device) return { deviceId, outcome: 'not-found' };
    if (each.decision === 'keep') return { deviceId, outcome: 'kept' };
    if (each.decision === 'not-sure') return { deviceId, outcome: 'not-sure' };
    const out = signedOut(device, by ?? null, at, each.reason ?? 'other');
    if (device.state === 'active') {
      account.devices = account.devices.map((one) => (one.id === deviceId ? out : one));
      signOut(out);
    }
    return { deviceId, outcome: 'signed-out', device: deviceById(account, deviceId) ?? out };
  });
  api.reviews.lastReviewedAt = at;
  return { status: 200, body: { reviewedAt: at, nextReviewOn: datesOf(api).nextReviewOn, devices } };
};

export const settingsOf = (api: FakeApi): FakeAnswer => {
  const { reminders, language, email, delivery } = api.reviews;
  return { status: 200, body: { reminders, language, email, delivery, ...datesOf(api) } };
};

/** As the service does: who wants reminders wants the address tried again. */
export const setSettings = ({ reviews }: FakeApi, body: Record<string, unknown>): void => {
  Object.assign(reviews, body);
  if (body['reminders'] === true && reviews.email !== null) reviews.delivery = 'ok';
};

/** What is answered to the link of an e-mail where it does not lead on. */
export const refuseLink = ({ reviews: { link } }: FakeApi, authorization: string): FakeAnswer | undefined => {
  if (authorization !== `Review-Link ${link.token}`) return problem(404, 'link-invalid');
  if (link.state === 'expired') return problem(410, 'link-expired');
  return link.state === 'finished' ? problem(409, 'review-finished') : undefined;
};

/** As the dashboard's back end answers them: no cookie is looked at. */
export const answerLink = (
  api: FakeApi,
  call: { method: string; pathname: string; authorization: string; body: Record<string, unknown> },
  signOut: (device: DeviceResource) => void,
): FakeAnswer => {
  if (api.faults.problem) return problem(api.faults.problem.status, api.faults.problem.code, api.faults.problem);
  if (call.method !== 'GET') api.changes.push(`${call.method} ${call.pathname}`);
  const refused = refuseLink(api, call.authorization);
  if (call.pathname === '/web/unsubscribe') {
    if (refused && api.reviews.link.state !== 'finished') return refused;
    api.reviews.reminders = false;
    return { status: 200, body: { reminders: false } };
  }
  if (refused) return refused;
  if (call.method === 'GET') {
    const all = devicesOf(api)
      .map((device) => ({ ...device, current: false }))
      .toSorted((a, b) => b.attention.length - a.attention.length);
    const devices = all.slice(0, 100);
    const complete = devices.length === all.length;
    return { status: 200, body: { ...datesOf(api), devices, complete, expiresAt: ago(-31 * day) } };
  }
  api.reviews.link.state = 'finished';
  return finishReview(api, call.body as unknown as FinishReviewBody, undefined, signOut);
};
