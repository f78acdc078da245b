import { setTimeout as wait } from 'node:timers/promises';

/** Until it is answered, a deployment stands still: so this is tried again, for some seconds. */
const pausesMs = [0, 200, 1000, 3000];

/** Puts the answer where CloudFormation looks for it: at an address in S3 that is signed for one such request. */
export async function answerCloudFormation(url: string, answer: object): Promise<void> {
  let problem = '';
  for (const pause of pausesMs) {
    await wait(pause);
    try {
      const response = await fetch(url, {
        method: 'PUT',
        // The signature is for a request without a type.
        headers: { 'content-type': '' },
        body: JSON.stringify(answer),
        signal: AbortSignal.timeout(3000),
      });
      if (response.ok) return;
      problem = `status ${response.status}`;
    } catch (error) {
      // The error itself may name the address, which is as good as a password.
      problem = error instanceof Error ? error.name : 'unknown';
    }
  }
  throw new Error(`CloudFormation could not be answered: ${problem}`);
}
