import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineBinary } from './engine-binary.ts';
import { type EngineDatabase, openEngineDatabase } from './engine-database.ts';

export interface Engine {
  endpoint: string;
  database: EngineDatabase;
  /** With SIGKILL, in the middle of whatever it does. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface EngineProps {
  stateFolder: string;
  port: number;
  /** The engine ended without being asked to. */
  onExit: (description: string) => void;
}

/** How long the engine may take until it answers; it takes some 10 ms. */
const readyMsMax = 10_000;
const closeMsMax = 2000;

/**
 * Runs the engine and kills it when our own process is gone, however it went: the shell's input then ends.
 * A signal to the terminal's group does not reach it, so that requests under way can be finished first.
 */
const leash = `exec 3<&0
"$@" 3<&- </dev/null &
engine=$!
{ read -r _ <&3; kill -9 $engine; } 2>/dev/null &
leash=$!
trap 'kill $engine' TERM
while kill -0 $engine 2>/dev/null; do wait $engine; status=$?; done
kill $leash 2>/dev/null
exit $status`;

/** Start the DynamoDB engine on its file in the state folder. */
export async function startEngine({ stateFolder, port, onExit }: EngineProps): Promise<Engine> {
  const file = join(stateFolder, 'dynamodb.sqlite');
  const arguments_ = ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file];
  const child = spawn('/bin/sh', ['-c', leash, 'dynamodb-engine', engineBinary(), ...arguments_], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  // Written to by nobody; it only breaks when the engine is gone, which `exit` tells as well.
  child.stdin.on('error', () => {});

  const endpoint = `http://127.0.0.1:${port}`;
  await untilReady(child, endpoint, () => words);
  const database = openEngineDatabase(file);
  let closing = false;
  child.once('exit', (code, signal) => {
    if (!closing) onExit(`the DynamoDB engine ended (${signal ?? code})${words && `: ${words.trim()}`}`);
  });

  async function end(ask: () => void): Promise<void> {
    closing = true;
    database.close();
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    ask();
    const late = setTimeout(() => child.stdin.end(), closeMsMax);
    await gone;
    clearTimeout(late);
  }
  return {
    endpoint,
    database,
    // Its leash pulls it down.
    kill: () => end(() => child.stdin.end()),
    close: () => end(() => child.kill('SIGTERM')),
  };
}

async function untilReady(child: ChildProcess, endpoint: string, words: () => string): Promise<void> {
  const deadline = Date.now() + readyMsMax;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The DynamoDB engine did not start: ${words().trim()}`);
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
      return;
    } catch {
      await sleep(5);
    }
  }
  child.stdin?.end();
  throw new Error(`The DynamoDB engine did not answer at ${endpoint} for ${readyMsMax / 1000} s: ${words().trim()}`);
}
