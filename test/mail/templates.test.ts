import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { mailTemplates } from '../../scripts/mail-templates.ts';
import { fill } from '../../shared/mail/fill.ts';

const root = join(import.meta.dirname, '..', '..');

test('the templates that the functions fill are what their source compiles to', async () => {
  const generated = await mailTemplates();
  expect(Object.keys(generated)).toHaveLength(2);
  for (const [path, text] of Object.entries(generated)) {
    expect(await readFile(join(root, path), 'utf8')).toBe(text);
  }
});

test('a gap is filled with a text that is escaped, also between the quotes of an attribute', () => {
  const pieces = ['<a title="', { slot: 'text' }, '">', { slot: 'text' }, '</a>'];
  const escaped = '&#60;b&#62; &#38;amp; &#34; &#39;';
  expect(fill(pieces, { text: '<b> &amp; " \'' })).toBe(`<a title="${escaped}">${escaped}</a>`);
});

test('what is filled in is not filled again', () => {
  expect(fill([{ slot: 'a' }, { slot: 'b' }], { a: '{{b}}$&', b: 'x' })).toBe('{{b}}$&#38;x');
});

test('a part is repeated for each of its slots, and left out where there are none', () => {
  const pieces = [{ each: 'rows', pieces: ['<li>', { slot: 'name' }, { each: 'marks', pieces: ['!'] }, '</li>'] }];
  expect(fill(pieces, { rows: [] })).toBe('');
  expect(
    fill(pieces, {
      rows: [
        { name: 'a', marks: [{}, {}] },
        { name: 'b', marks: [] },
      ],
    }),
  ).toBe('<li>a!!</li><li>b</li>');
});

test('a gap for which there is no text is no mail', () => {
  expect(() => fill([{ slot: 'text' }], {})).toThrow('no text for text');
  expect(() => fill([{ slot: 'text' }], { text: [] })).toThrow('no text for text');
  expect(() => fill([{ each: 'rows', pieces: [] }], { rows: 'x' })).toThrow('nothing to repeat for rows');
});
