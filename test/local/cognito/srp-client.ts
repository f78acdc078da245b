import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import * as z from 'zod';

// A client by other hands signs in by SRP and prints what came of it: for each attempt, the answer to its proof, which
// it sends twice. A process of its own, because this client's arithmetic takes half a minute within jest.
const [endpoint = '', userPoolId = '', ClientId = '', attempts = '[]'] = process.argv.slice(2);

const challenge = z.object({ ChallengeParameters: z.record(z.string(), z.string()) });

async function send(operation: string, request: object): Promise<unknown> {
  const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(request) });
  return response.json();
}

async function signIn([username, password]: [string, string]): Promise<unknown[]> {
  const session = createSrpSession(username, password, userPoolId, false);
  const AuthParameters = { USERNAME: username, SRP_A: session.largeA };
  const start = challenge.parse(await send('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }));
  const signed = signSrpSession(session, { ChallengeName: 'PASSWORD_VERIFIER', ...start });
  const ChallengeResponses = {
    USERNAME: username,
    PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
    PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
    TIMESTAMP: signed.timestamp,
  };
  const proof = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses };
  return [await send('RespondToAuthChallenge', proof), await send('RespondToAuthChallenge', proof)];
}

const outcomes: unknown[] = [];
for (const attempt of z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(attempts))) {
  // oxlint-disable-next-line no-await-in-loop -- printed in the order of the attempts
  outcomes.push(await signIn(attempt));
}
process.stdout.write(JSON.stringify(outcomes));
