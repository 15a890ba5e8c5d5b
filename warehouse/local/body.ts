import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, createInflate, createBrotliDecompress, createZstdDecompress } from 'node:zlib';

/** A request body that is read piece by piece. */
export interface Body {
  /** The next piece, or undefined at the end. @throws when the client stalls, goes away, or sends broken data */
  next(): Promise<Buffer | undefined>;
}

/** Why a body could not be read; `exception` is what ClickHouse calls it: code, name, text. */
export class BodyError extends Error {
  readonly exception: [code: number, name: string, message: string];

  constructor(reason: 'stalled' | 'broken' | 'encoding', message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BodyError';
    const [code, name] = bodyExceptions[reason];
    this.exception = [code, name, message];
  }
}

const bodyExceptions = {
  stalled: [209, 'SOCKET_TIMEOUT'],
  broken: [117, 'INCORRECT_DATA'],
  encoding: [48, 'NOT_IMPLEMENTED'],
} as const;

function decoded(message: IncomingMessage): Readable {
  const encoding = (message.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return message;
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : encoding === 'zstd'
            ? createZstdDecompress()
            : undefined;
  if (decoder === undefined) throw new BodyError('encoding', `Unknown Content-Encoding ${encoding}`);
  // The callback only keeps the error from being unhandled: the reader of the decoder sees it too.
  return pipeline(message, decoder, () => {});
}

/**
 * Reads a request's body, unpacked as its Content-Encoding says, never more than one piece ahead.
 *
 * @param stallMs how long the client may send nothing
 * @throws BodyError when the encoding is unknown
 */
export function openBody(message: IncomingMessage, stallMs: number): Body {
  const iterator: AsyncIterator<unknown> = decoded(message)[Symbol.asyncIterator]();
  return {
    async next() {
      const stalled = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => stalled.reject(new BodyError('stalled', `The client sent nothing for ${stallMs} ms`)),
        stallMs,
      );
      try {
        const step = await Promise.race([iterator.next(), stalled.promise]);
        if (step.done === true) return undefined;
        if (!Buffer.isBuffer(step.value)) throw new Error('a body yields bytes');
        return step.value;
      } catch (error) {
        if (error instanceof BodyError) throw error;
        throw new BodyError(
          'broken',
          'The request body ended before its end or is not what its encoding says',
          error,
        );
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Puts pieces back in front of a body. */
export function prepend(pieces: readonly Buffer[], body: Body): Body {
  const ahead = pieces.filter((piece) => piece.length > 0);
  return { next: () => (ahead.length > 0 ? Promise.resolve(ahead.shift()) : body.next()) };
}

/**
 * Reads until `maxBytes` or the end. @returns what was read and whether the body has ended
 */
export async function readHead(body: Body, maxBytes: number): Promise<{ head: Buffer; ended: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  while (size < maxBytes) {
    const piece = await body.next();
    if (piece === undefined) return { head: Buffer.concat(pieces), ended: true };
    pieces.push(piece);
    size += piece.length;
  }
  return { head: Buffer.concat(pieces), ended: false };
}
