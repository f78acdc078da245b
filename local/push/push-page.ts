import type { PushMessage } from './push-store.ts';
import { escapeMarkup } from './sns-answer.ts';

const platformTitles = { fcm: 'FCM', apns: 'APNs', 'apns-sandbox': 'APNs sandbox', adm: 'ADM' } as const;

/** What the push platforms would have got, as a page. */
export const pushPage = (messages: readonly PushMessage[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5">
<title>Push messages</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  article { border: 1px solid #ccc; border-radius: 8px; margin: 1rem 0; padding: 0 1rem 1rem; }
  h2 { font-size: 1rem; margin: .8rem 0 .3rem; }
  p { margin: .3rem 0; }
  code, pre { font: 13px/1.45 ui-monospace, monospace; }
  pre { background: #f5f5f5; border-radius: 4px; padding: .7rem; margin: .5rem 0; overflow-x: auto; }
  code { overflow-wrap: anywhere; }
  form { float: right; }
  time, .note { color: #666; font-weight: normal; }
</style>
<h1>Push messages</h1>
<p class="note">This page stands in for Apple (APNs), Google (FCM) and Amazon (ADM): nothing leaves this machine, and no
phone rings. It shows what they would have got from SNS, the newest first. The same as JSON: <a href="/messages">/messages</a>.</p>
${messages.length === 0 ? '<p>Nothing so far. A device that registers a push token gets a message here when it is signed out.</p>' : messages.map(article).join('\n')}
</html>
`;

function article({ n, at, platform, token, payload, attributes }: PushMessage): string {
  const rows = Object.entries(attributes).map(([name, value]) => `<code>${escapeMarkup(`${name} = ${value}`)}</code>`);
  return `<article>
  <form method="post" action="/tokens/${encodeURIComponent(token)}/unregister"><button>Let the platform lose this token</button></form>
  <h2>${n}. ${platformTitles[platform]} <time>${escapeMarkup(at)}</time></h2>
  <p>to <code>${escapeMarkup(token)}</code></p>
  <pre>${escapeMarkup(JSON.stringify(payload, null, 2))}</pre>
  ${rows.map((row) => `<p>${row}</p>`).join('\n  ')}
</article>`;
}
