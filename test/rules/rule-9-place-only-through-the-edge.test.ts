import { expect, test } from '@jest/globals';
import { edgeKey } from '../support/test-api.ts';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi();
const place = { city: 'Berlin', region: 'Berlin', country: 'DE' };
const said = {
  'cloudfront-viewer-city': 'Berlin',
  'cloudfront-viewer-country-region-name': 'Berlin',
  'cloudfront-viewer-country': 'DE',
  'cloudfront-viewer-address': '198.51.100.10:46532',
  'cloudfront-is-smarttv-viewer': 'true',
  'x-forwarded-for': '198.51.100.10',
};

const placesOf = async (headers: Record<string, string>) => {
  const device = await api.owner().signIn({}, { headers });
  api.clock.advance(301);
  await device.call('check-in', { headers });
  const { activity } = (await device.call('list-activity')).body;
  const shown = (await device.call('get-session')).body.device;
  return {
    registered: device.registered.device.lastPlace,
    lastSeen: shown.lastPlace,
    history: activity[0].place,
    kind: shown.kind,
  };
};

test('a request that proves it came through CloudFront has the place that CloudFront says', async () => {
  expect(await placesOf({ ...said, 'x-origin-key': edgeKey })).toEqual({
    registered: place,
    lastSeen: place,
    history: place,
    kind: 'tv',
  });
});

test.each([
  ['no key', {}],
  ['an empty key', { 'x-origin-key': '' }],
  ['a wrong key', { 'x-origin-key': `${edgeKey}x` }],
  ['the digest of the key', { 'x-origin-key': '821f679237af30b1c460738d4ad8eb5f6119520a899e93e231baa42a7a3af994' }],
])('with %s the place is unknown, not guessed', async (_what, key) => {
  expect(await placesOf({ ...said, ...key })).toEqual({
    registered: null,
    lastSeen: null,
    history: null,
    kind: 'other',
  });
});

test('what CloudFront does not know is left out', async () => {
  const { registered } = await placesOf({ 'x-origin-key': edgeKey, 'cloudfront-viewer-country': 'DE' });
  expect(registered).toEqual({ country: 'DE' });
  expect((await placesOf({ 'x-origin-key': edgeKey })).registered).toBeNull();
});
