import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Build, loadBuild } from '../../local/build/load-build.ts';
import { startEngine } from '../../local/dynamodb/start-engine.ts';
import { freePort } from './free-port.ts';
import { startLocalRun } from './local-run.ts';
import { recordServiceCalls } from './record-service-calls.ts';
import { startRecordingProxy } from './recording-proxy.ts';

/** A local run that records what its functions call, each under its own name: DynamoDB, and the services beside it. */
export const useRecordedRun = async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'remote-sign-out-engine-'));
  const engine = await startEngine({ stateFolder, port: await freePort(), onExit: () => {} });
  const proxy = await startRecordingProxy(engine.endpoint);
  const services = recordServiceCalls();
  const run = await startLocalRun({
    build: named(await loadBuild('local')),
    environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint },
  });
  afterAll(async () => {
    await run.close();
    services.close();
    await proxy.close();
    await engine.close();
    rmSync(stateFolder, { recursive: true, force: true });
  });
  return { run, calls: proxy.calls, serviceCalls: services.calls };
};

/** The build with a variable more, by which the AWS SDK says in each request which function it is. */
const named = (build: Build): Build => {
  const template = structuredClone(build.template);
  for (const [logicalId, folder] of Object.entries(build.codeFolders)) {
    const properties = template.Resources[logicalId]?.Properties as {
      Environment: { Variables: Record<string, string> };
    };
    properties.Environment.Variables['AWS_SDK_UA_APP_ID'] = basename(folder);
  }
  return { ...build, template };
};
