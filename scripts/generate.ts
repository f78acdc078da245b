import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { errorCatalogue } from './error-catalogue.ts';
import { mailTemplates } from './mail-templates.ts';
import { openApiDocument } from './openapi-document.ts';
import { routeTable } from './route-table.ts';
import { securityEventSchema } from './security-event-schema.ts';

const root = resolve(import.meta.dirname, '..');
const help = `Makes what is generated: the documents, from the contracts, and the mails' HTML, from their MJML.

  npm run generate              write docs/openapi.json, docs/errors.md, docs/security-event.schema.json,
                                the route table of the README and shared/mail/*.generated.ts
  npm run generate -- --check   write nothing; fail where one of them is stale`;

const { values: flags } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });

/** The README's text with its route table replaced. */
const readme = async (): Promise<string> => {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const marked = /(<!-- routes -->\n)[\s\S]*(<!-- \/routes -->)/;
  if (!marked.test(text)) throw new Error('README.md has no <!-- routes --> … <!-- /routes --> to put the table into');
  return text.replace(marked, (_, start: string, end: string) => `${start}\n${routeTable()}\n${end}`);
};

const generate = async (): Promise<Record<string, string>> => ({
  'docs/openapi.json': `${JSON.stringify(openApiDocument(), null, 2)}\n`,
  'docs/errors.md': errorCatalogue(),
  'docs/security-event.schema.json': securityEventSchema(),
  'README.md': await readme(),
  ...(await mailTemplates()),
});

const stale: string[] = [];
if (flags.help) {
  console.log(help);
} else {
  for (const [path, text] of Object.entries(await generate())) {
    const file = join(root, path);
    if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
    stale.push(path);
    if (!flags.check) await writeFile(file, text);
  }
}
if (flags.check && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run generate\` and commit what it writes.`);
  process.exitCode = 1;
} else if (stale.length > 0) {
  console.log(`Wrote ${stale.join(', ')}.`);
}
