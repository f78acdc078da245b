import { describe, expect, test } from '@jest/globals';
import { matchDevice, shortIds } from '../../../local/device/commands/match-device.ts';
import { deviceResource } from './support/device-resource.ts';

const laptop = deviceResource({ id: 'dev_01m822kx9fqqsm7xqv5v1e3nnc', name: 'Work laptop' });
const oldLaptop = deviceResource({ id: 'dev_01m5qd2dh4w2xpjyfw5rvn8fh0', name: 'Work laptop', state: 'signed-out' });
const phone = deviceResource({ id: 'dev_01m8235vvwdsbcpvwb4szm8gsb', name: "Ada's phone" });
const phones = deviceResource({ id: 'dev_01m8236cbkv1e75nk5aq017zcw', name: "Ada's phone, the second" });
const all = [laptop, oldLaptop, phone, phones];

describe('a person says which device by', () => {
  test.each([
    ['its id', 'dev_01m8235vvwdsbcpvwb4szm8gsb', phone],
    ['its name, in any case', "ADA'S PHONE", phone],
    ['the end of its id', 'zm8gsb', phone],
    ['the beginning of its id', 'dev_01m8235', phone],
    ['a part of its name', 'second', phones],
  ])('%s', (_, text, device) => {
    expect(matchDevice(all, text)).toEqual({ kind: 'one', device });
  });

  test('a name that two have, where only one is as it must be', () => {
    expect(matchDevice(all, 'Work laptop', 'active')).toEqual({ kind: 'one', device: laptop });
    expect(matchDevice(all, 'Work laptop', 'signed-out')).toEqual({ kind: 'one', device: oldLaptop });
  });
});

test('what can be several is never guessed', () => {
  expect(matchDevice(all, 'Work laptop')).toEqual({ kind: 'several', devices: [laptop, oldLaptop] });
  expect(matchDevice(all, 'dev_01m8')).toEqual({ kind: 'several', devices: [laptop, phone, phones] });
});

test.each(['', 'gsb', 'tablet', 'dev_01m8235vvwdsbcpvwb4szm8gsc'])('%j is none of them', (text) => {
  expect(matchDevice([phone], text)).toEqual({ kind: 'none' });
});

test('a short id is as long as it must be to mean one', () => {
  const ids = ['dev_aaaa111111', 'dev_bbbb111111', 'dev_cccc222222'];
  expect([...shortIds(ids).values()]).toEqual(['a111111', 'b111111', '222222']);
});
