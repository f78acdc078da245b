import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SectionProps } from '../section.ts';
import { expectStatus } from '../system/make-api-client.ts';
import { withSystem } from '../system/with-system.ts';

const requests = 20;
/** The logs are written to their files every tenth of a second. */
const writtenMs = 1000;
/** What CloudWatch Logs adds to every event when it counts. */
const eventBytes = 26;

/** What a check-in makes CloudWatch Logs take in, in bytes: the function's line and the access log's. */
export const countLogBytes = ({ progress, signal }: SectionProps): Promise<number> =>
  withSystem(signal, async ({ system, api, people }) => {
    progress.step('Units: what a request logs');
    const [name = ''] = await people.create(1);
    const { token } = await people.register(await people.signIn(name));
    await wait(writtenMs, undefined, { signal });
    const files = ['functions.log', 'access.log'].map((file) => join(system.stateFolder, file));
    const before = files.map((file) => statSync(file).size);
    for (let request = 0; request < requests; request++) {
      expectStatus(await api.call({ route: 'check-in', token }), 200);
    }
    await wait(writtenMs, undefined, { signal });
    const lines = files.flatMap((file, index) =>
      readFileSync(file).subarray(before[index]).toString('utf8').split('\n').filter(Boolean),
    );
    // Before its JSON the local run writes a line's time and function, which CloudWatch knows without.
    const bytes = lines.map((line) => Buffer.byteLength(line.slice(Math.max(0, line.indexOf('{')))) + eventBytes);
    return bytes.reduce((sum, one) => sum + one, 0) / requests;
  });
