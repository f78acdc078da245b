import { createHash } from 'node:crypto';
import { pageStyle } from './page-style.ts';
import type { Reply } from './reply.ts';

const styleHash = createHash('sha256').update(pageStyle).digest('base64');

const shield =
  '<svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#2f55c8"/>' +
  '<path d="M16 6l8 3v6.4c0 5-3.3 8.6-8 10.6-4.7-2-8-5.6-8-10.6V9z" fill="none" stroke="#fff" stroke-width="2" ' +
  'stroke-linejoin="round"/></svg>';

/** A page without script, which may load nothing and be framed by nobody. `content` is markup, the title is text. */
export function pageFrame({
  status = 200,
  title,
  content,
}: {
  status?: number;
  title: string;
  content: string;
}): Reply {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; frame-ancestors 'none'; base-uri 'none'`,
      'referrer-policy': 'no-referrer',
    },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>${escapeMarkup(title)}</title><style>${pageStyle}</style></head>
<body>
<main>
${shield}
<h1>${escapeMarkup(title)}</h1>
${content}
</main>
<footer>This page stands in for Amazon Cognito’s on this machine.</footer>
</body>
</html>
`,
  };
}

export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
