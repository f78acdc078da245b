import { escapeMarkup, pageFrame } from './page-frame.ts';
import type { Reply } from './reply.ts';

export interface SignInPageProps {
  /** What the authorization request said; carried along in hidden fields. */
  carried: URLSearchParams;
  problem?: string | undefined;
  /** What was typed before, to be typed but once. The password is not given back. */
  username?: string | undefined;
}

/** The sign-in form. */
export function signInPage({ carried, problem, username = '' }: SignInPageProps): Reply {
  const again = carried.get('prompt') === 'login';
  const hidden = [...carried].map(
    ([name, value]) => `<input type="hidden" name="${escapeMarkup(name)}" value="${escapeMarkup(value)}">`,
  );
  const invalid = problem === undefined ? '' : ' aria-invalid="true" aria-describedby="problem"';
  const focusOn = (field: 'username' | 'password') =>
    (username === '') === (field === 'username') ? ' autofocus' : '';
  return pageFrame({
    title: again ? 'Sign in again' : 'Sign in',
    content: `<p>${again ? 'To go on, say once more that it is you.' : 'to your devices'}</p>
${problem === undefined ? '' : `<p class="problem" id="problem" role="alert">${escapeMarkup(problem)}</p>`}
<form method="post" action="/oauth2/authorize">
${hidden.join('\n')}
<label>E-mail address or username
<input name="username" value="${escapeMarkup(username)}" autocomplete="username" autocapitalize="none" spellcheck="false" required${focusOn('username')}${invalid}></label>
<label>Password
<input name="password" type="password" autocomplete="current-password" required${focusOn('password')}${invalid}></label>
<label>Code <small>from your authenticator app, if two-factor is on</small>
<input name="mfa_code" inputmode="numeric" autocomplete="one-time-code"></label>
<button>Sign in</button>
</form>`,
  });
}

/** Where the browser can be sent nowhere: whoever asked is not known, or asked to be answered elsewhere. */
export function authorizationProblemPage(detail: string): Reply {
  return pageFrame({
    status: 400,
    title: 'This sign-in cannot go on',
    content: `<p class="problem" role="alert">${escapeMarkup(detail)}</p>
<p>Go back to the app that you came from, and begin again there.</p>`,
  });
}
