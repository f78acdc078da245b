import type * as z from 'zod/mini';
import type { scopeSignedOut } from '../../../shared/contracts/resources.ts';
import { exactTime } from '../terminal/moments.ts';
import type { Command } from './command.ts';
import { reasonDetails, readReason } from './read-reason.ts';

const signOutAll = (scope: 'others' | 'everywhere', summary: string, done: string): Command => ({
  name: `sign-out-${scope}`,
  positionals: [],
  flags: { reason: { type: 'string' } },
  summary,
  details: reasonDetails,
  prepare: (_, { reason }) => {
    const body = { scope, ...readReason(reason) };
    return async ({ call, print, clearOwn, paint, clock }) => {
      const answer = await call<z.infer<typeof scopeSignedOut>>({ method: 'POST', path: '/v1/devices/sign-out', body });
      print(answer, () =>
        [
          `${paint.good('✓')} ${paint.strong(done)}, in force since ${exactTime(answer.requestedAt, clock)}`,
          paint.dim('  How far it is: npm run devices -- list --state all'),
        ].join('\n'),
      );
      if (scope === 'everywhere') await clearOwn();
    };
  },
});

export const signOutOthers = signOutAll(
  'others',
  'Sign out every device but this terminal',
  'Signed out every other device',
);
export const signOutEverywhere = signOutAll(
  'everywhere',
  'Sign out every device, this terminal too',
  'Signed out everywhere, here too',
);
