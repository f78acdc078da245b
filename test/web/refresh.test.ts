import { describe, expect, test } from '@jest/globals';
import { StoreUnavailableError } from '../../shared/domain/store-unavailable-error.ts';
import type { Granted } from '../../shared/domain/web-session/ports.ts';
import { webCookies } from '../../shared/web/web-cookies.ts';
import { useWebBench } from '../support/web-bench.ts';

/** What happens as the user pool is asked for a new token: counted, and held up or refused where a test says so. */
const refreshing = {
  count: 0,
  before: async (): Promise<void> => {},
  after: async (answer: Granted) => answer,
  pause: async (): Promise<void> => {},
};

const bench = await useWebBench({
  wrap: (deps) => ({
    ...deps,
    pause: async () => refreshing.pause(),
    oauth: {
      ...deps.oauth,
      refresh: async (token, signal) => {
        refreshing.count++;
        await refreshing.before();
        return refreshing.after(await deps.oauth.refresh(token, signal));
      },
    },
  }),
});
const rotatingBench = await useWebBench({ rotating: true });

const signedIn = async (at = bench) => {
  at.clock.advance(1);
  const browser = at.browser();
  expect((await browser.signIn({ again: true })).location).toBe('/');
  const id = browser.cookies.get(webCookies.session) ?? '';
  Object.assign(refreshing, {
    count: 0,
    before: async () => {},
    after: async (answer: Granted) => answer,
    pause: async () => {},
  });
  return { browser, session: async () => at.deps.sessions.read(id) };
};

/** Holds everybody up until `number` have come. */
const together = (number: number) => {
  let waiting = 0;
  let go = (): void => {};
  const all = new Promise<void>((resolve) => {
    go = resolve;
  });
  return async () => {
    if (++waiting === number) go();
    await all;
  };
};

describe('an access token', () => {
  test('is used as long as it has more than a minute, and replaced after that; the new one is kept', async () => {
    const { browser, session } = await signedIn();
    bench.clock.advance(14 * 60 - 10);
    expect((await browser.api('/v1/devices')).status).toBe(200);
    expect(refreshing.count).toBe(0);
    bench.clock.advance(20);
    expect((await browser.api('/v1/devices')).status).toBe(200);
    expect((await browser.api('/v1/devices')).status).toBe(200);
    expect(refreshing.count).toBe(1);
    expect((await session())?.version).toBe(1);
    bench.clock.advance(15 * 60 + 1);
    expect((await browser.api('/v1/devices')).status).toBe(200);
  });

  test('that two tabs find too old at once is replaced for both, and neither is signed out', async () => {
    const { browser } = await signedIn();
    bench.clock.advance(20 * 60);
    refreshing.before = together(2);
    const answers = await Promise.all([browser.api('/v1/devices'), browser.api('/v1/activity')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await browser.api('/v1/devices')).status).toBe(200);
  });

  test('that comes after the browser has signed out in another tab does not sign it in again', async () => {
    const { browser, session } = await signedIn();
    bench.clock.advance(20 * 60);
    const kept = new Map(browser.cookies);
    const other = bench.browser();
    for (const [name, value] of kept) other.cookies.set(name, value);
    refreshing.after = async (answer) => {
      refreshing.after = async (same) => same;
      await other.signOut();
      return answer;
    };
    expect((await browser.api('/v1/devices')).body.code).toBe('session-ended');
    expect(await session()).toBeUndefined();
  });

  test('where the user pool is away is not replaced; the session stays', async () => {
    const { browser } = await signedIn();
    bench.clock.advance(20 * 60);
    refreshing.before = () => Promise.reject(new StoreUnavailableError('away'));
    expect((await browser.api('/v1/devices')).body.code).toBe('unavailable');
    refreshing.before = async () => {};
    expect((await browser.api('/v1/devices')).status).toBe(200);
  });
});

describe('where refresh tokens rotate', () => {
  test('the new one takes the place of the old, here and in the vault', async () => {
    const { browser, session } = await signedIn(rotatingBench);
    const before = await session();
    rotatingBench.clock.advance(20 * 60);
    expect((await browser.api('/v1/devices')).status).toBe(200);
    const after = await session();
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
    const deposit = rotatingBench.server.served.find(({ name }) => name === 'check-in');
    expect(JSON.parse(deposit?.body ?? '')).toEqual({ refreshToken: after?.refreshToken });
  });

  test('a tab whose refresh token was used up by another waits for what that one got, and goes on with it', async () => {
    const { browser } = await signedIn();
    bench.clock.advance(20 * 60);
    let keep = (): void => {};
    const kept = new Promise<void>((resolve) => {
      keep = resolve;
    });
    let first: Promise<unknown> = Promise.resolve();
    const asFirst = async (answer: Granted) => {
      // The other tab asks, is refused, and looks again while the new token is not kept yet.
      refreshing.after = async () => ({ kind: 'refused' });
      await kept;
      return answer;
    };
    refreshing.after = asFirst;
    refreshing.pause = async () => {
      keep();
      await first;
    };
    const answered = browser.api('/v1/devices');
    first = answered;
    while (refreshing.after === asFirst) await new Promise(setImmediate);
    expect((await browser.api('/v1/activity')).status).toBe(200);
    expect((await answered).status).toBe(200);
  });

  test('any number of tabs at the same moment go on', async () => {
    const { browser } = await signedIn(rotatingBench);
    rotatingBench.clock.advance(20 * 60);
    const answers = await Promise.all([1, 2, 3].map(() => browser.api('/v1/devices')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});
