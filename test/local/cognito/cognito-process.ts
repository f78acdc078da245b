import { startCognito } from '../../../local/cognito/start-cognito.ts';
import { declare, EMAIL, PASSWORD, POOL } from './declared-accounts.ts';

// A Cognito in a process of its own, for tests that kill it. Its only output is where it listens.
const cognito = await startCognito({ stateFolder: process.argv[2] ?? '', port: 0, region: 'us-east-1' });
await declare(cognito);
await cognito.putUser({ userPoolId: POOL, username: EMAIL, email: EMAIL, password: PASSWORD });
process.once('SIGTERM', () => void cognito.close());
process.stdout.write(`${cognito.endpoint}\n`);
