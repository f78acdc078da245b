import { describe, expect, test } from '@jest/globals';
import { plainPaint } from '../../../local/device/terminal/paint.ts';
import { renderTable } from '../../../local/device/terminal/render-table.ts';
import { fit, pad, printable, textWidth } from '../../../local/device/terminal/text-width.ts';

describe('the width of a text is what a terminal gives it', () => {
  test.each([
    ['laptop', 6],
    ['居間のテレビ', 12],
    ['거실 TV', 7],
    ['📱', 2],
    ['👩‍👩‍👧‍👦', 2],
    ['🇵🇹', 2],
    ['👍🏽', 2],
    ['é', 1],
    ['\u200b', 0],
    ['Größe', 5],
    ['ＡＢ', 4],
  ])('%s takes %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test('a text is cut between characters, never within one', () => {
    expect(fit('居間のテレビ', 7)).toBe('居間の…');
    expect(fit('居間のテレビ', 12)).toBe('居間のテレビ');
    expect(fit('a👩‍👩‍👧‍👦b👩‍👩‍👧‍👦', 5)).toBe('a👩‍👩‍👧‍👦b…');
    expect(textWidth(fit('漢'.repeat(200), 36))).toBeLessThanOrEqual(36);
    expect(pad('居間', 6)).toBe('居間  ');
  });
});

describe('a table', () => {
  const table = (names: string[]) =>
    renderTable(
      [
        { title: 'NAME', text: (name: string) => name, widthMax: 20 },
        { title: 'ID', text: () => 'abc' },
      ],
      names,
      plainPaint.dim,
    ).split('\n');

  test('keeps its columns whatever the names are made of', () => {
    const lines = table(['Work laptop', '居間のテレビ', '📱 Ada', 'x'.repeat(200), '漢'.repeat(200)]);
    const starts = lines.map((line) => textWidth(line.slice(0, line.search(/(abc|ID)$/))));
    expect(new Set(starts)).toEqual(new Set([22]));
  });

  test('does not obey a name: no escape sequence, new line or turned direction gets through', () => {
    const lines = table(['\u001b[2J\u001b]0;owned\u0007evil', 'two\nlines', '\u202egpj.exe', '\u009b31mred']);
    expect(lines).toHaveLength(5);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  test('has its titles alone when there is nothing to show', () => {
    expect(table([])).toEqual(['NAME  ID']);
  });
});

test('what joins an emoji stays when a text is made printable', () => {
  expect(printable('👩‍👩‍👧‍👦 \ud800')).toBe('👩‍👩‍👧‍👦 \ufffd');
});
