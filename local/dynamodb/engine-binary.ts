import { createRequire } from 'node:module';

/** The engine comes as a program for one platform; npm brings it where there is one. */
export function engineBinary({ platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'> = process): string {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}-${arch}/dynoxide`);
  } catch {
    throw new NoEngineError(
      [
        `npm has no DynamoDB engine for ${platform}-${arch} (it has one for linux-x64).`,
        'Start another one, and tell where it listens. For example DynamoDB Local, which needs Java:',
        '  java -jar DynamoDBLocal.jar -sharedDb -port 8000',
        '  AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start',
        'It then holds the tables; everything else runs here as always.',
      ].join('\n'),
    );
  }
}

export class NoEngineError extends Error {
  override name = 'NoEngineError';
}
