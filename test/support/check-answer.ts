import { answers } from '../../shared/contracts/answers.ts';
import { problems } from '../../shared/contracts/problems.ts';
import type { ProblemCode } from '../../shared/contracts/problems.ts';
import * as resources from '../../shared/contracts/resources.ts';
import { routes } from '../../shared/contracts/routes.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { Route } from '../../shared/contracts/route.ts';
import type { Answered } from './test-api.ts';

/** The problems that any route may answer. */
const common: readonly ProblemCode[] = [
  'invalid-request',
  'invalid-token',
  'token-revocation-disabled',
  'session-revoked',
  'session-expired',
  'session-not-registered',
  'payload-too-large',
  'unsupported-media-type',
  'unavailable',
];
const limited = new Set<RouteName>([
  'register-session',
  'create-connection-ticket',
  'sign-out-device',
  'sign-out-devices',
  'sign-out-session',
  'finish-review',
]);

/**
 * Holds an answer to the contract: its status and body to the route table, or its problem to the catalogue. Every
 * answer of every test passes through here.
 *
 * @throws naming what is not as promised
 */
export const checkAnswer = (name: RouteName, { status, headers, body }: Answered, secrets: readonly string[]): void => {
  const route: Route = routes[name];
  const promised = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`${name} answered ${status} ${JSON.stringify(body)}: ${what}`);
  };

  promised(headers['cache-control'] === 'no-store', 'cache-control must be no-store');
  const text = JSON.stringify(body ?? {});
  for (const secret of secrets) promised(!text.includes(secret), 'it gives away a secret of the token');

  if (body?.message === 'Unauthorized') {
    // As the gateway has it, where the function does the gateway's work.
    promised(
      route.access === 'signed-out-session' && status === 401,
      'only a function that verifies tokens may say so',
    );
    promised(headers['www-authenticate'] === 'Bearer', 'WWW-Authenticate belongs to 401');
    return;
  }
  if (status >= 400) {
    checkProblem(promised, name, { status, headers, body });
    return;
  }
  const schema = answers[name][status as 200];
  promised(schema !== undefined, 'the route does not have this status');
  if (!schema) {
    promised(body === undefined && headers['content-type'] === undefined, 'must have no body');
    return;
  }
  promised(headers['content-type'] === 'application/json', 'must be application/json');
  const parsed = schema.safeParse(body);
  promised(parsed.success, `not as the contract says: ${JSON.stringify(parsed.error?.issues)}`);
  for (const device of devicesIn(body)) checkDevice(promised, device);
  promised(
    body.deviceSecret === undefined || (status === 201 && /^[\w-]{43}$/.test(body.deviceSecret)),
    'a device secret of 256 bits, and with 201 only',
  );
};

type Promised = (holds: boolean, what: string) => void;

const checkProblem = (
  promised: Promised,
  name: RouteName,
  { status, headers, body }: Pick<Answered, 'status' | 'headers' | 'body'>,
): void => {
  const code = body.code as ProblemCode;
  promised(headers['content-type'] === 'application/problem+json', 'must be application/problem+json');
  promised(Object.hasOwn(problems, code), 'the code is not in the catalogue');
  promised(status === problems[code].status && status === body.status, 'the status is not that of the code');
  promised(body.title === problems[code].title, 'the title is not that of the code');
  promised(body.type === `urn:remote-sign-out:problem:${code}`, 'the type is not that of the code');
  const route: Route = routes[name];
  const mayAnswer = [...common, ...route.problems, ...(limited.has(name) ? ['rate-limited'] : [])];
  // A test that breaks the store on purpose expects an internal-error; no other test may see one.
  promised(mayAnswer.includes(code) || code === 'internal-error', 'the route does not have this problem');

  const challenge = headers['www-authenticate'];
  promised((challenge !== undefined) === (status === 401), 'WWW-Authenticate belongs to 401');
  if (status === 401) {
    promised(challenge?.startsWith('Bearer error="') === true, 'WWW-Authenticate must name the error');
    promised(
      challenge?.includes(code === 'step-up-required' ? '"insufficient_user_authentication"' : '"invalid_token"') ===
        true,
      'WWW-Authenticate must name the right error',
    );
  }
  const retryAfter = headers['retry-after'];
  promised(
    code === 'rate-limited' || code === 'unavailable' ? /^[1-9]\d*$/.test(retryAfter ?? '') : retryAfter === undefined,
    'Retry-After belongs to rate-limited and unavailable',
  );

  const members: Partial<Record<ProblemCode, string>> = {
    'invalid-request': 'errors',
    'session-revoked': 'signOut',
    'step-up-required': 'max_age',
    'device-limit-reached': 'devices',
  };
  const own = members[code];
  const known = ['type', 'title', 'status', 'code', 'detail', ...(own ? [own] : [])];
  promised(Object.keys(body).toSorted().join() === known.toSorted().join(), `must have the members ${known.join()}`);
  if (code === 'invalid-request') {
    promised(body.errors.length > 0, 'must name the faults');
    for (const fault of body.errors) {
      promised(Object.keys(fault).toSorted().join() === 'detail,pointer', 'a fault has a pointer and a detail');
      promised(/^#(\/|$)/.test(fault.pointer) && fault.detail.length > 0, 'a fault has a JSON pointer and words');
    }
  }
  if (code === 'session-revoked') {
    promised(resources.receipt.safeParse(body.signOut).success, 'must hold the receipt');
    checkReceipt(promised, body.signOut);
  }
  if (code === 'device-limit-reached') {
    for (const device of body.devices) {
      promised(resources.device.safeParse(device).success, 'must list devices');
      checkDevice(promised, device);
      promised(device.state === 'active', 'must list devices that take a place');
    }
  }
};

const devicesIn = (body: Answered['body']): resources.DeviceResource[] => {
  // What came of a review names each device, and shows it where there is one.
  if (body.reviewedAt) return body.devices.flatMap(({ device }: { device?: resources.DeviceResource }) => device ?? []);
  if (Array.isArray(body.devices)) return body.devices;
  if (body.device?.sessions) return [body.device];
  return Array.isArray(body.sessions) && body.kind ? [body] : [];
};

/** What must be true of a device besides its form. */
const checkDevice = (promised: Promised, device: resources.DeviceResource): void => {
  const live = device.sessions.some(({ state }) => state === 'active');
  promised(device.state === (live ? 'active' : 'signed-out'), 'a device is active while a session on it is');
  promised(!live || device.signOut === undefined, 'an active device has no receipt');
  if (device.signOut) checkReceipt(promised, device.signOut);
  promised(device.firstSeenAt <= device.lastSeenAt, 'last seen is not before first seen');
  for (const session of device.sessions) {
    promised(
      (session.state === 'signed-out') === (session.signOut !== undefined),
      'a signed-out session has a receipt, and no other',
    );
    if (session.signOut) checkReceipt(promised, session.signOut);
  }
};

const checkReceipt = (promised: Promised, receipt: resources.Receipt): void => {
  const { requestedAt, tokensRevokedAt, pushedAt, deliveredAt, confirmedAt } = receipt;
  for (const at of [tokensRevokedAt, pushedAt, deliveredAt]) {
    promised(at === undefined || at >= requestedAt, 'no step before it was asked');
  }
  promised(confirmedAt === undefined || deliveredAt !== undefined, 'confirmed after it was told');
  promised(confirmedAt === undefined || confirmedAt >= (deliveredAt ?? ''), 'confirmed after it was told');
};
