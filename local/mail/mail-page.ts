import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../../node_modules/aws-ses-v2-local/static/index.html', import.meta.url));

/** What its page is to do otherwise, and where in it that is. */
const changes = [
  {
    // A whole document with its own head, without scripts, as in a mail program; and a link opens a page of its own:
    // the dashboard lets nobody frame it.
    from: /const iframeDoc = \([^;]*;\s*iframeDoc\.body\.innerHTML = e\.body\.html;/,
    to: `iframe.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
                        iframe.removeAttribute('src');
                        iframe.srcdoc = e.body.html.replace(/<head[^>]*>|^(?!.*<head)/s, '$&<base target="_blank">');`,
  },
  {
    from: '${e.attachments.length ?',
    to: "${(e.headers ?? []).map(h => '<p style=\"overflow-wrap: anywhere\"><b>' + escape(h.name) + ':</b> ' + escape(h.value) + '</p>').join('')}\n                    ${e.attachments.length ?",
  },
];

/**
 * The page that shows the mails, with their headers.
 *
 * @throws when the page of another version is too different to be changed
 */
export function mailPage(): string {
  return changes.reduce(
    (page, { from, to }) => {
      const changed = page.replace(from, () => to);
      if (changed === page) throw new Error(`The mail page is not as expected: it lacks ${String(from)}`);
      return changed;
    },
    readFileSync(path, 'utf8'),
  );
}
