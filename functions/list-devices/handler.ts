import { listDevicesRoute } from '../../shared/contracts/device-routes.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { listDevices } from '../../shared/domain/device/list-devices.ts';
import { showDevice } from '../../shared/domain/device/show-device.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';

/** GET /v1/devices: a page of the account's devices. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(listDevicesRoute, deps, async ({ principal, session, account, query }) => {
    const state = query.state ?? 'active';
    const scope = { accountId: principal.accountId, query: `list-devices?state=${state}` };
    const page = await listDevices(deps.world, account, {
      state,
      limit: query.limit ?? 50,
      after: decodeCursor<DeviceId>(query.cursor, scope),
    });
    const last = page.items.at(-1);
    const now = deps.world.now();
    return {
      status: 200,
      body: {
        devices: page.items.map((device) => showDevice(device, account, session.deviceId, now)),
        ...(page.more && last && { nextCursor: encodeCursor(last.id, scope) }),
      },
    };
  });
