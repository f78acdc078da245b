import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { deviceKinds, pushPlatforms, pushRegistration } from '../../../shared/contracts/values.ts';
import type { DeviceKind, PushPlatform } from '../../../shared/contracts/values.ts';
import { placeHeaders } from '../client/place-headers.ts';
import { isProfile, profileOf } from '../client/profile-of.ts';
import { parseDuration } from '../terminal/duration.ts';
import { nameFault } from '../terminal/name-fault.ts';
import { UsageError } from '../terminal/usage-error.ts';

/** What the flags of `npm run device` say. What is left out is as it was last time, or a default. */
export interface DeviceOptions {
  help: boolean;
  profile: string;
  name: string | undefined;
  kind: DeviceKind | undefined;
  os: string | undefined;
  model: string | undefined;
  app: string | undefined;
  from: string | undefined;
  shared: boolean;
  client: string | undefined;
  email: string | undefined;
  password: string | undefined;
  connect: boolean;
  push: { platform: PushPlatform; token: string | undefined } | undefined;
  offlineForMs: number | undefined;
  once: boolean;
  signOut: boolean;
  outputs: string;
  credentials: string;
}

const flags = {
  help: { type: 'boolean', short: 'h', default: false },
  profile: { type: 'string' },
  name: { type: 'string' },
  kind: { type: 'string' },
  os: { type: 'string' },
  model: { type: 'string' },
  app: { type: 'string' },
  from: { type: 'string' },
  shared: { type: 'boolean', default: false },
  client: { type: 'string' },
  email: { type: 'string' },
  password: { type: 'string' },
  connect: { type: 'boolean', default: false },
  push: { type: 'string' },
  'push-token': { type: 'string' },
  'offline-for': { type: 'string' },
  once: { type: 'boolean', default: false },
  'sign-out': { type: 'boolean', default: false },
  outputs: { type: 'string', default: '.local/outputs.json' },
  credentials: { type: 'string', default: '.local/devices' },
} as const;

/** @throws UsageError */
export const parseDeviceOptions = (args: string[]): DeviceOptions =>
  UsageError.from(() => {
    const { values } = parseArgs({ args, options: flags, strict: true });
    const { help, name, os, model, app, from, shared, client, email, password, once, outputs, credentials } = values;
    for (const [flag, text] of Object.entries({ name, os, model, app })) {
      const fault = text === undefined ? undefined : nameFault(text);
      if (fault) throw new UsageError(`--${flag} ${fault}`);
    }
    if (from !== undefined) placeHeaders(from);
    const profile = values.profile ?? profileOf(name ?? hostname());
    if (!isProfile(profile)) {
      throw new UsageError(`"${profile}" cannot be a profile. It names a file: use letters, digits, "-", "_" and ".".`);
    }
    if (once && values.connect)
      throw new UsageError('--once ends before a message could arrive: leave one of them out.');
    return {
      help,
      profile,
      // Without any flag, this machine is the device.
      name: name ?? (values.profile === undefined ? hostname() : undefined),
      kind: kindOf(values.kind),
      os,
      model,
      app,
      from,
      shared,
      client,
      email,
      password,
      connect: values.connect,
      push: pushOf(values.push, values['push-token']),
      offlineForMs: values['offline-for'] === undefined ? undefined : parseDuration(values['offline-for']),
      once,
      signOut: values['sign-out'],
      outputs,
      credentials,
    };
  });

const kindOf = (kind: string | undefined): DeviceKind | undefined => {
  if (kind === undefined) return undefined;
  const known = deviceKinds.find((one) => one === kind);
  if (!known) throw new UsageError(`There is no kind "${kind}". Choose one of ${deviceKinds.join(', ')}.`);
  return known;
};

const pushOf = (name: string | undefined, token: string | undefined): DeviceOptions['push'] => {
  if (name === undefined) {
    if (token !== undefined) throw new UsageError('--push-token needs --push, which says of which platform it is.');
    return undefined;
  }
  const platform = pushPlatforms.find((one) => one === name);
  if (!platform)
    throw new UsageError(`There is no push platform "${name}". Choose one of ${pushPlatforms.join(', ')}.`);
  const fault = token === undefined ? undefined : pushRegistration.safeParse({ platform, token }).error?.issues[0];
  if (fault) throw new UsageError(`--push-token is not a token: ${fault.message}.`);
  return { platform, token };
};
