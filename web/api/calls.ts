import type { ActivityResource, DeviceResource, SessionResource } from '../../shared/contracts/resources.ts';
import type { DeviceId, SessionId, SignOutReason, Timestamp } from '../../shared/contracts/values.ts';
import type { Answer } from './api-problem.ts';
import { callApi } from './call-api.ts';

/** The calls of the dashboard, by name. What they send and answer is in shared/contracts. */

export interface DevicePage {
  devices: DeviceResource[];
  nextCursor?: string;
}

export interface ActivityPage {
  activity: ActivityResource[];
  nextCursor?: string;
}

/** Where the history is asked for: of the account, or of one device. */
export type ActivityScope = 'account' | DeviceId;

const query = (members: Record<string, string | undefined>): string => {
  const given = Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `?${new URLSearchParams(given).toString()}`;
};

export const readCurrentSession = () =>
  callApi<{ session: SessionResource; device: DeviceResource }>({ path: '/v1/sessions/current' });

export const readDevicePage = (cursor?: string) =>
  callApi<DevicePage>({ path: `/v1/devices${query({ state: 'all', limit: '100', cursor })}` });

export const readDevice = (id: DeviceId) => callApi<DeviceResource>({ path: `/v1/devices/${id}` });

export const readActivityPage = (scope: ActivityScope, cursor?: string) =>
  callApi<ActivityPage>({
    path: `/v1${scope === 'account' ? '' : `/devices/${scope}`}/activity${query({ limit: '100', cursor })}`,
  });

export const updateDevice = (id: DeviceId, change: { name?: string; trusted?: boolean }) =>
  callApi<DeviceResource>({ method: 'PATCH', path: `/v1/devices/${id}`, body: change });

export const signOutDevice = (id: DeviceId, reason: SignOutReason) =>
  callApi<{ device: DeviceResource }>({ method: 'POST', path: `/v1/devices/${id}/sign-out`, body: { reason } });

export const signOutSession = (id: DeviceId, session: SessionId, reason: SignOutReason) =>
  callApi<{ device: DeviceResource }>({
    method: 'POST',
    path: `/v1/devices/${id}/sessions/${session}/sign-out`,
    body: { reason },
  });

export const signOutScope = (scope: 'others' | 'everywhere', reason: SignOutReason) =>
  callApi<{ scope: string; requestedAt: Timestamp }>({
    method: 'POST',
    path: '/v1/devices/sign-out',
    body: { scope, reason },
  });

export const forgetDevice = (id: DeviceId) => callApi<undefined>({ method: 'DELETE', path: `/v1/devices/${id}` });

/** Ends the dashboard's own session: not an API call, but the page's own. */
export const leave = async (): Promise<Answer<undefined>> => {
  try {
    const response = await fetch('/web/sign-out', {
      method: 'POST',
      headers: { 'x-requested-with': 'remote-sign-out' },
      credentials: 'same-origin',
    });
    // Without a session there is nothing left to end.
    if (response.ok || response.status === 401) return { ok: true, value: undefined };
    return { ok: false, problem: { code: 'unexpected-answer', status: response.status } };
  } catch {
    return { ok: false, problem: { code: 'unreachable', status: 0 } };
  }
};
