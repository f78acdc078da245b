import { expect, test } from '@jest/globals';
import type { CommandContext } from '../../../local/device/commands/command.ts';
import { show } from '../../../local/device/commands/show.ts';
import { plainPaint } from '../../../local/device/terminal/paint.ts';
import type { DeviceResource, Receipt } from '../../../shared/contracts/resources.ts';
import { deviceResource } from './support/device-resource.ts';

const requested: Receipt = {
  requestedAt: new Date().toISOString(),
  requestedBy: 'dev_01m822kx9fqqsm7xqv5v1e3nnc',
  reason: 'lost',
};
const told = { ...requested, deliveredAt: requested.requestedAt };
const confirmed = { ...told, tokensRevokedAt: requested.requestedAt, confirmedAt: requested.requestedAt };

/** What `show --follow` prints, where the device comes to be so, and then so. */
const followed = async (...receipts: (Receipt | undefined)[]): Promise<string[]> => {
  const [first, ...later] = receipts.map((signOut): DeviceResource => deviceResource(signOut && { signOut }));
  const printed: string[] = [];
  const context: CommandContext = {
    call: async <Body>() => later.shift() as Body,
    find: async () => first ?? deviceResource(),
    allDevices: async () => [],
    print: (_, text) => void printed.push(text()),
    sleep: async () => {},
    clearOwn: async () => {},
    paint: plainPaint,
    clock: { now: new Date() },
  };
  await show.prepare(['laptop'], { follow: true })(context);
  expect(later).toEqual([]);
  return printed;
};

test('each step of a sign-out is printed once, as it happens, until the device has confirmed', async () => {
  const [first, ...later] = await followed(requested, requested, told, told, confirmed);
  expect(first).toContain('requested');
  expect(first).not.toContain('waiting');
  expect(later).toEqual([
    expect.stringMatching(/^ {2}✓ .* the device was told$/),
    expect.stringMatching(/^ {2}✓ .* tokens revoked at Cognito\n {2}✓ .* confirmed that it cleared its data$/),
  ]);
});

test('there is an end to it: with everything done, with nothing to follow, and with a new sign-in', async () => {
  expect(await followed(confirmed)).toHaveLength(1);
  expect(await followed(undefined)).toHaveLength(1);
  expect(await followed(requested, undefined)).toHaveLength(1);
});

test('tokens that were never handed in are not waited for', async () => {
  const longAgo = new Date(Date.now() - 60_000).toISOString();
  expect(await followed({ ...told, confirmedAt: longAgo })).toHaveLength(1);
});
