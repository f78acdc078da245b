import * as z from 'zod/mini';
import { StoreUnavailableError } from '../../domain/store-unavailable-error.ts';
import type { Granted, OAuthClient } from '../../domain/web-session/ports.ts';
import { UpstreamError } from '../../domain/web-session/upstream-error.ts';

export interface OAuthClientProps {
  /** The pool's domain, such as https://example.auth.eu-central-1.amazoncognito.com */
  domain: string;
  clientId: string;
  redirectUri: string;
  now: () => Date;
}

/** The last of them lets the owner's token read the owner's e-mail address, at registration. */
const scope = 'openid email aws.cognito.signin.user.admin';

const answerMsMax = 5000;

const tokenAnswer = z.object({
  access_token: z.string(),
  id_token: z.optional(z.string()),
  refresh_token: z.optional(z.string()),
  expires_in: z.number(),
});

/**
 * Cognito's OAuth endpoints for a public client: the code flow with PKCE, and nothing else.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export const cognitoOAuthClient = ({ domain, clientId, redirectUri, now }: OAuthClientProps): OAuthClient => {
  const post = async (path: string, form: Record<string, string>, signal: AbortSignal) => {
    try {
      const response = await fetch(new URL(path, domain), {
        method: 'POST',
        body: new URLSearchParams({ client_id: clientId, ...form }),
        // What is posted here must go nowhere else.
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMsMax)]),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw new StoreUnavailableError('the user pool did not answer', { cause: error });
    }
  };

  const ask = async (form: Record<string, string>, signal: AbortSignal): Promise<Granted> => {
    const { status, text } = await post('/oauth2/token', form, signal);
    if (status === 429 || status >= 500) throw new StoreUnavailableError(`the user pool answered ${status}`);
    // RFC 6749, section 5.2. Only this one says something of the code or token; the others say that we are set up wrong.
    if (status === 400 && errorOf(text) === 'invalid_grant') return { kind: 'refused' };
    const answer = tokenAnswer.safeParse(jsonOf(text));
    if (status !== 200 || !answer.success) throw new UpstreamError(`the user pool answered ${status} ${errorOf(text)}`);
    const { access_token, id_token, refresh_token, expires_in } = answer.data;
    return {
      kind: 'granted',
      grant: {
        accessToken: access_token,
        accessTokenEndsAt: Math.floor(now().getTime() / 1000) + expires_in,
        idToken: id_token,
        refreshToken: refresh_token,
      },
    };
  };

  return {
    authorizationUrl({ state, nonce, challenge, again }) {
      const url = new URL('/oauth2/authorize', domain);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...(again && { prompt: 'login' }),
      }).toString();
      return url.href;
    },

    exchange: async (code, verifier, signal) =>
      ask({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri }, signal),

    refresh: async (refreshToken, signal) => ask({ grant_type: 'refresh_token', refresh_token: refreshToken }, signal),

    async revoke(token, signal) {
      await post('/oauth2/revoke', { token }, signal);
    },
  };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A short code of the OAuth standard, or nothing. */
const errorOf = (text: string): string => {
  const error = (jsonOf(text) as { error?: unknown } | undefined | null)?.error;
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : '';
};
