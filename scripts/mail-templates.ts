import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mjml2html from 'mjml';
import type { Piece } from '../shared/mail/fill.ts';

const folder = join(import.meta.dirname, '..', 'shared', 'mail');

const templates = ['review', 'alert'] as const;

/** The HTML of each mail, made from its MJML: the text of the generated files by their paths. */
export const mailTemplates = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      templates.map(async (name) => [`shared/mail/${name}-mail-html.generated.ts`, moduleOf(name, await htmlOf(name))]),
    ),
  );

/** The template as mail programs take it, with `{{slot}}` and `{{#each}}…{{/each}}` still in it. */
const htmlOf = async (name: string): Promise<string> => {
  const filePath = join(folder, 'templates', `${name}.mjml`);
  const { html } = await mjml2html(await readFile(filePath, 'utf8'), {
    filePath,
    ignoreIncludes: false,
    includePath: [join(folder, 'templates', 'parts')],
    keepComments: false,
    // None from elsewhere.
    fonts: {},
    validationLevel: 'strict',
    minify: true,
    minifyOptions: { minifyCss: false },
  });
  const short = html
    .replace(/\s*\n\s*/g, ' ')
    .replace(/{{\s*([#/]?)\s*(\w+)\s*}}/g, '{{$1$2}}')
    // What is left of the layout of the source.
    .replace(/ ?({{[#/]\w+}}) ?/g, '$1')
    .replace(/(<[a-z][^>]*>) ({{)/g, '$1$2')
    .replaceAll('}} </', '}}</')
    .replaceAll('> <', '><');
  // A text is escaped for an attribute only between quotes.
  if (/=\s*{{/.test(short)) throw new Error(`${name}.mjml: an attribute without quotes is filled`);
  return short;
};

const moduleOf = (name: string, html: string): string => {
  const pieces = piecesOf(html);
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return [
    `// Made from templates/${name}.mjml by \`npm run generate\`.`,
    `import { fill } from './fill.ts';`,
    `import type { Piece } from './fill.ts';`,
    '',
    `export type ${title}MailSlots = ${typeOf(pieces)};`,
    '',
    `const pieces: readonly Piece[] = ${JSON.stringify(pieces, null, 2)};`,
    '',
    `export const ${name}MailHtml = (slots: ${title}MailSlots): string => fill(pieces, slots);`,
    '',
  ].join('\n');
};

const piecesOf = (html: string): Piece[] => {
  const open: { each: string; pieces: Piece[] }[] = [{ each: '', pieces: [] }];
  let end = 0;
  for (const { 0: mark, 1: sign, 2: name = '', index } of html.matchAll(/{{([#/]?)(\w+)}}/g)) {
    const inner = open.at(-1);
    if (!inner) break;
    if (index > end) inner.pieces.push(html.slice(end, index));
    end = index + mark.length;
    if (sign === '#') {
      const repeated = { each: name, pieces: [] };
      inner.pieces.push(repeated);
      open.push(repeated);
    } else if (sign === '/') {
      if (inner.each !== name) throw new Error(`${mark} ends what has not begun`);
      open.pop();
    } else {
      inner.pieces.push({ slot: name });
    }
  }
  const [whole, ...unended] = open;
  if (!whole || unended.length > 0) throw new Error(`{{#${unended[0]?.each}}} has no end`);
  const pieces = [...whole.pieces, html.slice(end)];
  if (JSON.stringify(pieces).includes('{{')) throw new Error('a {{ is neither a slot nor a part that is repeated');
  return pieces;
};

const typeOf = (pieces: readonly Piece[]): string => {
  const types = new Map<string, string>();
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    if ('slot' in piece) types.set(piece.slot, 'string');
    else types.set(piece.each, `${typeOf(piece.pieces)}[]`);
  }
  return `{ ${[...types].map(([name, type]) => `${name}: ${type}`).join('; ')} }`;
};
