import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { stageSettings } from '../../infra/config.ts';
import type { StageSettings } from '../../infra/stage-settings.ts';
import { pushPlatforms } from '../../shared/contracts/values.ts';

const stages = ['local', 'dev', 'prod'].map((stage): [string, StageSettings] => [stage, stageSettings(stage)]);

const newIdentity = ({ identity }: StageSettings) => {
  if (identity.kind !== 'new') throw new Error('This stage adopts a pool');
  return identity;
};

describe('stage settings', () => {
  test('an unknown stage is refused, with the names of those that are', () => {
    expect(() => stageSettings('prdo')).toThrow(
      'There is no stage "prdo". Choose one of local, dev, prod, as in: npx cdk deploy -c stage=dev',
    );
  });

  test('nothing that every object has passes for a stage', () => {
    expect(() => stageSettings('constructor')).toThrow('There is no stage');
  });

  test('production turns no protection off', () => {
    const settings = stageSettings('prod');
    expect(settings.deletionProtection).toBe('on');
    expect(newIdentity(settings).srpOnly).toBe('on');
  });

  test.each(stages)('%s: access tokens live for 15 minutes at most', (_, settings) => {
    expect(newIdentity(settings).accessTokenMinutes).toBeLessThanOrEqual(15);
  });

  test.each(stages)('%s: the first client is the one that the outputs call App', (_, settings) => {
    expect(newIdentity(settings).clients[0].name).toBe('App');
  });

  test.each(stages)('%s: a shared session is shorter than one of one’s own', (_, settings) => {
    for (const client of settings.identity.clients) {
      expect(client.sharedSessionSeconds).toBeLessThan(client.sessionSeconds);
    }
  });

  test.each(stages)('%s: a request is given up before API Gateway gives it up', (_, settings) => {
    expect(settings.requestTimeoutSeconds).toBeLessThan(30);
  });

  test.each(stages)('%s: RevokeToken stays well below Cognito’s 120 calls a second', (_, { consumers }) => {
    const { concurrency, batchSize } = consumers['revoke-tokens'];
    // One event after the other, of 60 ms each.
    expect((concurrency * batchSize * 1000) / 60).toBeLessThan(90);
  });

  test.each(stages)('%s: consumers have what Lambda asks of them', (_, { consumers }) => {
    for (const { concurrency, batchSize } of Object.values(consumers)) {
      expect(concurrency).toBeGreaterThanOrEqual(2);
      expect(batchSize).toBeLessThanOrEqual(10);
    }
  });

  test('push and mail wait for the operator to write them in', () => {
    for (const stage of ['dev', 'prod']) {
      expect(stageSettings(stage).push).toBeUndefined();
      expect(stageSettings(stage).email).toBeUndefined();
    }
  });

  test('the local stage has every push platform, and secrets that lie nowhere', () => {
    const { push = {} } = stageSettings('local');
    expect(Object.keys(push).toSorted()).toEqual(pushPlatforms.toSorted());
    for (const { secretArn } of Object.values(push)) expect(secretArn).toContain(':000000000000:');
  });

  test('only the local stage knows the edge by a text that everybody can read', () => {
    const known = createHash('sha256').update('local-edge').digest('hex');
    expect(
      stages.filter(([, { edge }]) => edge?.kind === 'existing' && edge.keySha256 === known).map(([stage]) => stage),
    ).toEqual(['local']);
  });

  test('what emulators lack can be left out: the edge that the stack would make, and nothing else', () => {
    const { edge, ...others } = stageSettings('prod');
    expect(edge).toMatchObject({ kind: 'new' });
    expect(stageSettings('prod', { edge: false })).toEqual(others);
    expect(stageSettings('local', { edge: false })).toEqual(stageSettings('local'));
  });

  test.each(stages)('%s: the dashboard gives up before API Gateway does, and after the API', (_, settings) => {
    expect(settings.webTimeoutSeconds).toBeLessThan(30);
    expect(settings.webTimeoutSeconds).toBeGreaterThan(settings.requestTimeoutSeconds);
  });

  test.each(stages)('%s: the dashboard’s own sign-in ends within a day', (_, settings) => {
    expect(newIdentity(settings).dashboard.sessionSeconds).toBeLessThanOrEqual(24 * 60 * 60);
  });

  test('the local stage has a service with a device limit to try out', () => {
    expect(newIdentity(stageSettings('local')).clients[1]).toMatchObject({ service: 'Demo console', deviceLimit: 2 });
  });
});
