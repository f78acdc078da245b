import { type } from 'node:os';
import type { DeviceKind, PushPlatform, PushRegistration } from '../../../shared/contracts/values.ts';
import { UsageError } from '../terminal/usage-error.ts';
import type { Credentials, DeviceDescription } from './credentials.ts';
import { makeUpPushToken } from './make-up-push-token.ts';
import type { Outputs } from './read-outputs.ts';

/** What the flags say. What is left out is as it was last time, or a default. */
export interface Wanted {
  /** The device's name, where nothing else gives it one. */
  profile: string;
  name?: string | undefined;
  kind?: DeviceKind | undefined;
  os?: string | undefined;
  model?: string | undefined;
  app?: string | undefined;
  from?: string | undefined;
  shared?: boolean;
  client?: string | undefined;
  email?: string | undefined;
  /** By which platform it takes pushes, and at which token; a made-up one where none is given. */
  push?: { platform: PushPlatform; token?: string | undefined } | undefined;
}

/**
 * What the profile's file says, brought up to date with the flags.
 *
 * @throws UsageError when the profile belongs to somebody or something else
 */
export const prepareCredentials = (
  stored: Credentials | undefined,
  wanted: Wanted,
  { userPoolId, demo }: Pick<Outputs, 'userPoolId' | 'demo'>,
): Credentials => {
  if (stored) assertSame(stored, wanted, userPoolId);
  const email = wanted.email ?? stored?.email ?? demo?.email;
  if (email === undefined) throw new UsageError('Say who signs in: --email you@example.com');
  const name = wanted.name ?? stored?.description.name ?? wanted.profile;
  const push = pushOf(stored?.push, wanted.push);
  return {
    ...stored,
    version: 1,
    userPoolId,
    client: wanted.client ?? stored?.client ?? 'app',
    email,
    description: describe(name, stored?.description, wanted),
    ...(push && { push }),
  };
};

/** A device keeps its token: the platform knows it by nothing else. */
const pushOf = (before: PushRegistration | undefined, wanted: Wanted['push']): PushRegistration | undefined => {
  if (!wanted) return before;
  const { platform, token } = wanted;
  if (token === undefined && platform === before?.platform) return before;
  return { platform, token: token ?? makeUpPushToken(platform) };
};

const assertSame = (stored: Credentials, wanted: Wanted, userPoolId: string): void => {
  const differs =
    stored.userPoolId !== userPoolId
      ? `user pool ${stored.userPoolId}`
      : wanted.email !== undefined && wanted.email !== stored.email
        ? stored.email
        : wanted.client !== undefined && wanted.client !== stored.client
          ? `app client "${stored.client}"`
          : undefined;
  if (differs)
    throw new UsageError(`This profile is of ${differs}. Choose another one, as in: --profile second-device`);
};

const describe = (name: string, before: DeviceDescription | undefined, wanted: Wanted): DeviceDescription => {
  const kind = wanted.kind ?? before?.kind ?? 'computer';
  const os = wanted.os ?? before?.os ?? (before || kind !== 'computer' ? undefined : ownSystem());
  const model = wanted.model ?? before?.model;
  const app = wanted.app ?? before?.app;
  const from = wanted.from ?? before?.from;
  const shared = wanted.shared === true || before?.shared === true;
  return {
    name,
    kind,
    ...(os && { os }),
    ...(model && { model }),
    ...(app && { app }),
    ...(from && { from }),
    ...(shared && { shared }),
  };
};

/** As its user would call it. */
const ownSystem = (): string => ({ Darwin: 'macOS', Windows_NT: 'Windows' })[type()] ?? type();
