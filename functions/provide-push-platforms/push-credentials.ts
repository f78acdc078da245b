import * as z from 'zod/mini';
import type { PushPlatform } from '../../shared/contracts/values.ts';

/** The secret does not hold what the platform needs. The message says what is wrong, and nothing of what is there. */
export class PushCredentialsError extends Error {
  override name = 'PushCredentialsError';
}

const text = z.string().check(z.minLength(1));

const apple = z.pipe(
  z.strictObject({ signingKey: text, keyId: text, teamId: text, bundleId: text }),
  z.transform(({ signingKey, keyId, teamId, bundleId }) => ({
    PlatformCredential: signingKey,
    PlatformPrincipal: keyId,
    ApplePlatformTeamID: teamId,
    ApplePlatformBundleID: bundleId,
  })),
);

/** What the secret of each platform holds, and what SNS makes of it. docs/push.md tells operators. */
const byPlatform = {
  // The key file of a service account, as Google gives it: SNS takes the whole of it.
  fcm: z.pipe(
    z.looseObject({ type: z.literal('service_account'), project_id: text, private_key: text, client_email: text }),
    z.transform((serviceAccount) => ({ PlatformCredential: JSON.stringify(serviceAccount) })),
  ),
  apns: apple,
  'apns-sandbox': apple,
  adm: z.pipe(
    z.strictObject({ clientId: text, clientSecret: text }),
    z.transform(({ clientId, clientSecret }) => ({ PlatformCredential: clientSecret, PlatformPrincipal: clientId })),
  ),
} satisfies Record<PushPlatform, z.ZodMiniType>;

/**
 * The attributes of a platform application that hold its credentials.
 *
 * @throws {PushCredentialsError}
 */
export function pushCredentials(platform: PushPlatform, secret: string): Record<string, string> {
  const result = byPlatform[platform].safeParse(parseJson(secret));
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, code }) => `${path.join('.') || 'the whole'} (${code})`);
  throw new PushCredentialsError(`the secret is not as docs/push.md says: ${[...new Set(fields)].join(', ')}`);
}

/** A parser's own error would quote what it has read. */
function parseJson(secret: string): unknown {
  try {
    return JSON.parse(secret);
  } catch {
    throw new PushCredentialsError('the secret is no JSON');
  }
}
