import type { DeviceResource } from '../../shared/contracts/resources.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import type { FakeAccount } from './fake-account.ts';
import type { FinishReviewBody } from '../../shared/contracts/review-routes.ts';
import { deviceById, fakeActivity, signedOut, sortActivity } from './fake-account.ts';
import { finishReview, readReview, setSettings, settingsOf } from './fake-review.ts';
import type { FakeReviews } from './fake-review.ts';

/** What of the world around the API a test can set. */
export interface FakeFaults {
  /** Every call is left without an answer. */
  down: boolean;
  /** Every call answers this problem. */
  problem?: { status: number; code: string; [member: string]: unknown } | undefined;
  /** Milliseconds before an answer. */
  delay: number;
}

export interface FakeApi {
  account: FakeAccount;
  reviews: FakeReviews;
  faults: FakeFaults;
  /** Whether the browser is signed in, and with an authentication that is recent enough. */
  session: { live: boolean; recent: boolean };
  /** Each call that changes something, such as `POST /v1/devices/…/sign-out`. */
  changes: string[];
  /** Each review that was finished, as it was sent. */
  reviewed: FinishReviewBody[];
  /** After a sign-out, the device answers by itself. */
  deviceAnswers: boolean;
}

export type FakeAnswer = { status: number; body?: object; headers?: Record<string, string> };

export const problem = (status: number, code: string, members: object = {}): FakeAnswer => ({
  status,
  body: { type: `urn:remote-sign-out:problem:${code}`, title: code, status, code, ...members },
});

const notFound = problem(404, 'not-found');
export const stepUp = problem(401, 'step-up-required', { max_age: 900 });

interface FakeCall {
  method: string;
  /** From /v1 on. */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** Answers as version 1 of the API does, as far as the dashboard calls it. */
export const answerCall = (api: FakeApi, call: FakeCall): FakeAnswer => {
  const { account, session } = api;
  if (api.faults.problem) return problem(api.faults.problem.status, api.faults.problem.code, api.faults.problem);
  if (!session.live) return problem(401, 'session-ended');
  if (call.method !== 'GET') api.changes.push(`${call.method} ${call.path}`);
  const here = account.devices.find(({ current }) => current);
  const [, , resource, id, child, childId, verb] = call.path.split('/');
  if (resource === 'activity') return activityPage(api, call.query);
  if (resource === 'review' && call.method === 'GET') return readReview(api, call.query);
  if (resource === 'review') {
    const body = call.body as unknown as FinishReviewBody;
    return finishReview(api, body, here, (device) => noteSignOut(api, device, here?.id ?? null));
  }
  if (resource === 'settings') {
    if (call.method === 'PATCH') setSettings(api, call.body);
    return settingsOf(api);
  }
  if (resource !== 'devices' || !here) return notFound;
  if (call.path === '/v1/devices') return devicePage(account, call.query);
  if (call.path === '/v1/devices/sign-out') {
    if (!session.recent) return stepUp;
    const at = new Date().toISOString();
    const others = call.body['scope'] === 'others';
    for (const device of account.devices) if (!(others && device.current)) signOut(api, device, here, at);
    return { status: 202, body: { scope: call.body['scope'], requestedAt: at } };
  }
  const device = deviceById(account, id as DeviceId);
  if (!device) return notFound;
  if (child === 'activity') return activityPage(api, call.query, device.id);
  if (child === 'sign-out') {
    if (!session.recent && !device.current) return stepUp;
    signOut(api, device, here, new Date().toISOString(), call.body['reason']);
    return { status: 202, body: { device: deviceById(account, device.id) } };
  }
  if (child === 'sessions' && verb === 'sign-out') {
    if (!session.recent && !device.current) return stepUp;
    const sessions = device.sessions.map((one) =>
      one.id === childId ? { ...one, state: 'signed-out' as const } : one,
    );
    replace(account, { ...device, sessions });
    return { status: 202, body: { device: deviceById(account, device.id) } };
  }
  if (call.method === 'PATCH') {
    if (call.body['trusted'] !== undefined && !session.recent) return stepUp;
    replace(account, { ...device, ...(call.body as Partial<DeviceResource>) });
    return { status: 200, body: deviceById(account, device.id) ?? {} };
  }
  if (call.method === 'DELETE') {
    if (device.state === 'active') return problem(409, 'device-active');
    account.devices = account.devices.filter((one) => one.id !== device.id);
    return { status: 204 };
  }
  return { status: 200, body: device };
};

const replace = (account: FakeAccount, device: DeviceResource): void => {
  account.devices = account.devices.map((one) => (one.id === device.id ? device : one));
};

const signOut = (api: FakeApi, device: DeviceResource, by: DeviceResource, at: string, reason?: unknown): void => {
  if (device.state === 'signed-out') return;
  replace(api.account, signedOut(device, by, at, reason as 'other'));
  noteSignOut(api, device, by.id);
};

/** The history, and what the device itself does of it. */
export const noteSignOut = (api: FakeApi, device: DeviceResource, by: DeviceId | null): void => {
  const at = new Date().toISOString();
  const told = fakeActivity('device-signed-out', device, at, { by, detail: by ? null : 'review-link' });
  api.account.activity = sortActivity([...api.account.activity, told]);
  if (api.deviceAnswers) {
    setTimeout(() => noteStep(api, device.id, 'tokensRevokedAt'), 300).unref();
    setTimeout(() => noteStep(api, device.id, 'deliveredAt'), 1200).unref();
    setTimeout(() => noteStep(api, device.id, 'confirmedAt'), 2200).unref();
  }
};

/** One more step of a receipt has happened. */
export const noteStep = (
  { account }: FakeApi,
  id: DeviceId,
  step: 'tokensRevokedAt' | 'pushedAt' | 'deliveredAt' | 'confirmedAt',
): void => {
  const device = deviceById(account, id);
  if (device?.signOut)
    replace(account, { ...device, signOut: { ...device.signOut, [step]: new Date().toISOString() } });
};

const pageOf = <T>(items: T[], query: URLSearchParams): { items: T[]; nextCursor?: string } => {
  const from = Number(query.get('cursor') ?? 0);
  const to = from + Number(query.get('limit') ?? 50);
  return { items: items.slice(from, to), ...(to < items.length && { nextCursor: String(to) }) };
};

const devicePage = ({ devices }: FakeAccount, query: URLSearchParams): FakeAnswer => {
  const state = query.get('state') ?? 'active';
  const { items, ...rest } = pageOf(
    devices.filter((device) => state === 'all' || device.state === state),
    query,
  );
  return { status: 200, body: { devices: items, ...rest } };
};

const activityPage = ({ account }: FakeApi, query: URLSearchParams, id?: DeviceId): FakeAnswer => {
  const found = account.activity.filter(({ device }) => id === undefined || device?.id === id);
  const { items, ...rest } = pageOf(found, query);
  return { status: 200, body: { activity: items, ...rest } };
};
