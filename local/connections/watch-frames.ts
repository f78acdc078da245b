import type { Duplex } from 'node:stream';

/** A frame's first two bytes, eight for its length, four for its mask. */
const headBytesMax = 14;

/**
 * Look at the heads of the frames that a client sends, beside the one who reads them: `ws` knows a limit for messages
 * and none for frames. `onTooLarge` is called before any of the frame's content is handed on.
 */
export function watchFrames(socket: Duplex, bytesMax: number, onTooLarge: () => void): void {
  let head = Buffer.alloc(0);
  // Of the frame whose head has been read: what is still to come.
  let rest = 0;

  const watch = (chunk: Buffer): void => {
    let at = 0;
    for (;;) {
      const skipped = Math.min(rest, chunk.length - at);
      at += skipped;
      rest -= skipped;
      if (at === chunk.length) return;
      // Heads are rarely split over chunks.
      const bytes =
        head.length === 0 ? chunk.subarray(at) : Buffer.concat([head, chunk.subarray(at, at + headBytesMax)]);
      const frame = readHead(bytes);
      if (frame === undefined) {
        head = Buffer.from(bytes);
        return;
      }
      if (frame.contentBytes > bytesMax) {
        socket.off('data', watch);
        onTooLarge();
        return;
      }
      at += frame.headBytes - head.length;
      head = Buffer.alloc(0);
      rest = frame.contentBytes;
    }
  };
  socket.prependListener('data', watch);
}

/** Undefined while its length is not all there. */
function readHead(bytes: Buffer): { headBytes: number; contentBytes: number } | undefined {
  const [, second] = bytes;
  if (second === undefined) return undefined;
  const masked = second >= 128 ? 4 : 0;
  const short = second % 128;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const headBytes = 2 + lengthBytes + masked;
  if (bytes.length < headBytes) return undefined;
  const contentBytes =
    lengthBytes === 2 ? bytes.readUInt16BE(2) : lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  return { headBytes, contentBytes };
}
