import type { Reply } from './reply.ts';

/** The bare sign-in form. What the authorization request said is carried along in hidden fields. */
export function signInPage(carried: URLSearchParams, problem?: string): Reply {
  const fields = [...carried].map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in</title></head>
<body>
<h1>Sign in</h1>
${problem === undefined ? '' : `<p role="alert">${escape(problem)}</p>`}
<form method="post" action="/oauth2/authorize">
${fields.join('\n')}
<p><label>Username <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><label>Code, if two-factor is on <input name="mfa_code" inputmode="numeric" autocomplete="one-time-code"></label></p>
<p><button>Sign in</button></p>
</form>
</body>
</html>
`;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
    },
    body,
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
