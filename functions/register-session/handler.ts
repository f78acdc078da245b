import { registerSessionRoute } from '../../shared/contracts/session-routes.ts';
import { deviceId } from '../../shared/contracts/values.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { showDevice, showSession } from '../../shared/domain/device/show-device.ts';
import type { OwnerDirectory, RateLimiter } from '../../shared/domain/ports.ts';
import { registerSession } from '../../shared/domain/session/register-session.ts';
import type { ClientSettings, Registration } from '../../shared/domain/session/register-session.ts';
import { mailLanguageOf } from '../../shared/http/mail-language.ts';
import { bearerToken } from '../../shared/http/bearer-token.ts';
import type { Call, EndpointDeps } from '../../shared/http/call.ts';
import { describeDevice } from '../../shared/http/describe-device.ts';
import { openEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';
import { Problem } from '../../shared/http/problem.ts';
import { takeAllowance } from '../../shared/http/take-allowance.ts';

export interface RegisterSessionDeps extends EndpointDeps {
  clients: Record<string, ClientSettings>;
  owners: OwnerDirectory;
  limiter: RateLimiter;
  /** In which reviews fall due: IANA name. */
  timeZone: string;
}

/** POST /v1/sessions: register this sign-in. 201 where it is new, 200 where it already is. */
export const makeHandler = (deps: RegisterSessionDeps) =>
  openEndpoint(registerSessionRoute, deps, async (call) => {
    const registration = registrationOf(call, deps.clients);
    await takeAllowance(deps.limiter, call.principal);

    const outcome = await registerSession(
      { ...deps.world, owners: deps.owners, timeZone: deps.timeZone },
      registration,
    );
    const now = deps.world.now();
    switch (outcome.kind) {
      case 'registered':
      case 'already-registered': {
        const { account, session, device } = outcome;
        if (!device) throw new Problem('session-not-registered');
        return {
          status: outcome.kind === 'registered' ? 201 : 200,
          about: { sessionId: session.id, deviceId: device.id },
          body: {
            session: showSession(session.id, session, device.id, account, now),
            device: showDevice(device, account, device.id, now),
            ...(outcome.kind === 'registered' && outcome.deviceSecret && { deviceSecret: outcome.deviceSecret }),
          },
        };
      }
      case 'ended':
        if (!outcome.session) throw new Problem('session-expired');
        return refuse(deps, outcome.session, outcome.standing);
      case 'reauthentication-required':
        throw new Problem('reauthentication-required');
      case 'device-limit-reached':
        throw new Problem('device-limit-reached', {
          devices: outcome.devices.map((device) => showDevice(device, outcome.account, outcome.current, now)),
        });
    }
  });

const isDeviceId = (id: string | undefined): id is DeviceId => deviceId.safeParse(id).success;

/** What the body leaves out is read from the user agent and, behind CloudFront, from its headers. */
const registrationOf = (
  { event, principal, edge, body }: Call<typeof registerSessionRoute>,
  clients: Record<string, ClientSettings>,
): Registration => {
  const client = Object.hasOwn(clients, principal.clientId) ? clients[principal.clientId] : undefined;
  if (!client) throw new Problem('invalid-token');
  const { id, secret, ...claimed } = body.device ?? {};
  const seen = describeDevice(event.headers['user-agent'], edge);
  return {
    ...principal,
    client,
    accessToken: bearerToken(event),
    // What is not an id names no device; it may not even be storable text.
    claimed: isDeviceId(id) && secret !== undefined ? { id, secret } : undefined,
    device: {
      name: claimed.name ?? seen.name,
      kind: claimed.kind ?? seen.kind,
      os: claimed.os ?? seen.os,
      model: claimed.model ?? seen.model,
    },
    appName: body.app?.name,
    refreshToken: body.refreshToken,
    push: body.push,
    shared: body.shared ?? false,
    place: edge.place,
    language: mailLanguageOf(event.headers['accept-language']),
  };
};
