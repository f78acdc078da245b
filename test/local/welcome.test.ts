import { expect, test } from '@jest/globals';
import { printWelcome, type WelcomeProps } from '../../local/print-welcome.ts';
import { byPart } from '../../local/runtime/parts.ts';

const welcome = (outputs: Record<string, string>): string => {
  let text = '';
  const endpoints = byPart((_part, index) => `http://127.0.0.1:${4000 + index}`);
  printWelcome({
    local: { endpoints, outputs } as WelcomeProps['local'],
    stateFolder: '.local',
    seconds: 1,
    watches: false,
    write: (part) => (text += part),
  });
  return text;
};

const addresses = (text: string): string[] =>
  text.split('\n').filter((line) => /^ {2}[A-Z][\w ]+ {2,}(?:http|ws):/.test(line));

test('the first address is the dashboard’s', () => {
  const [first] = addresses(welcome({ DashboardUrl: 'http://127.0.0.1:4000/' }));
  expect(first).toMatch(/^ {2}Dashboard +http:\/\/127\.0\.0\.1:4000\/ /);
});

test('a stage without a dashboard names none', () => {
  expect(addresses(welcome({}))[0]).toMatch(/^ {2}HTTP API/);
});
