import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** What is wrong with the outputs, as a sentence for the person at the terminal. */
export class OutputsError extends Error {
  override name = 'OutputsError';
}

const anything = z.record(z.string(), z.unknown());

/**
 * The outputs by their names: of `.local/outputs.json`, or of the file that `cdk deploy --outputs-file` writes, in
 * which they stand below the stack's name.
 *
 * @param stage which stack is wanted, where a file may hold several
 * @throws OutputsError
 */
export function readNamedOutputs(file: string, stage?: string): Record<string, string> {
  const content = parsed(file, stage);
  if (stage === undefined && content['ApiUrl'] !== undefined) return textsOf(content);
  const stacks = Object.entries(content).flatMap(([name, below]) => {
    const { data } = anything.safeParse(below);
    return data?.['ApiUrl'] === undefined ? [] : [{ name, outputs: textsOf(data) }];
  });
  if (stage === undefined) return stacks[0]?.outputs ?? textsOf(content);
  const found = stacks.find(({ name }) => name.endsWith(`-${stage}`));
  if (found) return found.outputs;
  const known = stacks.map(({ name }) => name).join(', ') || 'none';
  throw new OutputsError(`${file} holds no outputs of the stage "${stage}". The stacks in it: ${known}`);
}

function parsed(file: string, stage: string | undefined): Record<string, unknown> {
  const next =
    stage === undefined
      ? 'Start the product in another terminal: npm start'
      : `Have it written: npx cdk deploy -c stage=${stage} --outputs-file ${file}`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new OutputsError(`There is no ${file}. ${next}`);
  }
  try {
    return anything.parse(JSON.parse(text));
  } catch {
    throw new OutputsError(`${file} is not JSON with the outputs. ${next}`);
  }
}

const textsOf = (content: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(content).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
