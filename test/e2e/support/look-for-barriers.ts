import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it stands, and whether it is wider than the window. */
export const lookForBarriers = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const { passes, violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  if (passes.length === 0) throw new Error('axe has looked at nothing');
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return over > 0 ? [...found, `wider than the window by ${over}px`] : found;
};
