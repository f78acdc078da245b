import * as z from 'zod/mini';
import type { SignInProblem } from '../contracts/web-routes.ts';
import { StoreUnavailableError } from '../domain/store-unavailable-error.ts';
import type { ApiClient } from '../domain/web-session/ports.ts';
import { UpstreamError } from '../domain/web-session/upstream-error.ts';
import type { KnownDevice } from './known-devices.ts';
import { codeOf } from './session-ending.ts';

export interface BrowserRegistration {
  accessToken: string;
  refreshToken: string;
  /** This browser, as the account knows it. */
  device: KnownDevice | undefined;
  headers: Record<string, string>;
  signal: AbortSignal;
}

export type BrowserRegistered =
  | { kind: 'registered'; device: KnownDevice | undefined }
  | { kind: 'refused'; problem: SignInProblem };

/** Of the API's answer, what is needed here. */
const registered = z.object({ device: z.object({ id: z.string() }), deviceSecret: z.optional(z.string()) });

/**
 * Registers a browser's sign-in with the API, as any app does. What it is called is left to the API, which reads it from
 * the user agent; the refresh token is deposited for the day of the sign-out.
 *
 * @throws StoreUnavailableError, UpstreamError
 */
export const registerBrowser = async (
  api: ApiClient,
  { accessToken, refreshToken, device, headers, signal }: BrowserRegistration,
): Promise<BrowserRegistered> => {
  const { status, body } = await api.call({
    method: 'POST',
    path: '/v1/sessions',
    token: accessToken,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ ...(device && { device }), refreshToken }),
    signal,
  });
  if (status === 200 || status === 201) {
    const answer = registered.safeParse(JSON.parse(body));
    if (!answer.success) throw new UpstreamError('the registration was answered with something else');
    const { device: found, deviceSecret } = answer.data;
    // The secret comes once, with a new device: an id that was not believed is forgotten with it.
    return { kind: 'registered', device: deviceSecret ? { id: found.id, secret: deviceSecret } : device };
  }
  const code = codeOf(body);
  switch (code) {
    case 'reauthentication-required':
    case 'device-limit-reached':
    case 'rate-limited':
      return { kind: 'refused', problem: code };
    case 'session-expired':
    case 'session-revoked':
      return { kind: 'refused', problem: 'sign-in-expired' };
    default:
      if (status === 429 || status === 503) throw new StoreUnavailableError(`the API answered ${status}`);
      throw new UpstreamError(`the API answered ${status}`);
  }
};
