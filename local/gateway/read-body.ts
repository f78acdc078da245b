import type { IncomingMessage } from 'node:http';

export const bodyBytesMax = 10 * 1024 * 1024;

/**
 * Read the body of a request, as far as it may be long. The rest is thrown away as it comes: a client that is cut off in
 * the middle of its sending would not see the answer.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined | 'too-large' | 'aborted'> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return Promise.resolve(undefined);
  if (Number(length) > bodyBytesMax) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyBytesMax) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve('too-large');
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('close', () => resolve('aborted'));
  });
}
