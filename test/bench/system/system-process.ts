import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { loadBuild } from '../../../local/build/load-build.ts';
import { type Local, startLocal } from '../../../local/runtime/start-local.ts';
import { loopbackEnvironment } from './loopback-environment.ts';
import type { Ask, FromSystem, ToSystem, Usage } from './messages.ts';

// The local run that is measured, in a process of its own: what its CPU does is then not what the load costs.
const stateFolder = mkdtempSync(join(tmpdir(), 'remote-sign-out-bench-'));
let local: Local | undefined;
let ending: Promise<void> | undefined;

const send = (message: FromSystem): void => void (process.connected && process.send?.(message));

async function end(): Promise<void> {
  ending ??= (async () => {
    await local?.close().catch(() => {});
    rmSync(stateFolder, { recursive: true, force: true });
    process.exit();
  })();
  await ending;
}
// Ctrl-C reaches every process of the terminal; the bench says when this one ends, or is gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.once('disconnect', () => void end());

process.on('message', (message: ToSystem) => {
  if ('end' in message) {
    void end();
    return;
  }
  const { id, ask } = message;
  answer(ask).then(
    (value) => send({ kind: 'answer', id, value }),
    (error: unknown) => send({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) }),
  );
});

try {
  const build = await loadBuild('local');
  local = await startLocal({
    stateFolder,
    build,
    environment: loopbackEnvironment(process.env),
    onTrouble: (message) => send({ kind: 'trouble', message }),
  });
  const { outputs, endpoints } = local;
  send({ kind: 'started', started: { outputs, endpoints, stateFolder } });
} catch (error) {
  send({ kind: 'not-started', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  await end();
}

async function answer(ask: Ask): Promise<unknown> {
  if (local === undefined) throw new Error('the local run has not started yet');
  switch (ask.kind) {
    case 'usage': {
      const { user, system } = process.cpuUsage();
      return { cpuMs: (user + system) / 1000, rss: process.memoryUsage.rss() } satisfies Usage;
    }
    case 'held': {
      globalThis.gc?.();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    }
    case 'put-users': {
      const userPoolId = local.outputs['UserPoolId'] ?? '';
      for (const { username, password } of ask.users) {
        await local.cognito?.putUser({ userPoolId, username, email: username, password });
      }
      return undefined;
    }
    case 'kill-function':
      return local.killFunction(ask.functionName);
    case 'use-code': {
      const build = await loadBuild('local');
      const codeFolders = Object.entries(build.codeFolders).map(([logicalId, own]) => [
        logicalId,
        basename(own) === ask.functionName ? (ask.folder ?? own) : own,
      ]);
      await local.useBuild({ ...build, codeFolders: Object.fromEntries(codeFolders) });
      return undefined;
    }
  }
}
