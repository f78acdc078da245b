import type { Authorization } from './authorize.ts';
import type { AccessValues } from './make-access-line.ts';
import type { SignatureRefusal } from './verify-signature.ts';

/** The answer to a request, and what the access log says of it. */
export interface Handled {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
  cookies?: string[];
  access?: AccessValues;
}

/** API Gateway's own answers are fixed; an HTTP API has no way to change them. */
export const problem = (status: number, message: string, headers: Record<string, string> = {}): Handled => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message }),
});

type Refusal = Exclude<Authorization, { kind: 'authorized' }>;

export function refuse(refusal: Refusal): Handled {
  switch (refusal.kind) {
    case 'no-token':
      return problem(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
    case 'refused':
      return problem(401, 'Unauthorized', {
        'www-authenticate': `Bearer scope="" error="invalid_token" error_description="${refusal.description}"`,
      });
    case 'insufficient-scope':
      return problem(403, 'Forbidden', { 'www-authenticate': 'Bearer error="insufficient_scope"' });
  }
}

/** An HTTP API does not say what is wrong with a signature; its access log does. */
export const refuseUnsigned = ({ errorType, message }: SignatureRefusal): Handled => ({
  ...problem(403, 'Forbidden'),
  access: { 'authorizer.error': `${errorType}: ${message}`, 'error.responseType': 'ACCESS_DENIED' },
});

export const accessOf = (refusal: Refusal): AccessValues => ({
  'authorizer.error': refusal.kind === 'refused' ? refusal.description : refusal.kind,
  'error.responseType': refusal.kind === 'insufficient-scope' ? 'ACCESS_DENIED' : 'UNAUTHORIZED',
});
