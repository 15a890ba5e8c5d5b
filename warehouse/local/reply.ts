import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, createBrotliCompress, createDeflate, createGzip, type Gzip } from 'node:zlib';
import { statusOf, type EngineException } from './exception.ts';
import { contentTypeOf } from './format.ts';

/** What a query has done, for X-ClickHouse-Summary. */
export interface Summary {
  readRows: number;
  readBytes: number;
  writtenRows: number;
  writtenBytes: number;
  resultRows: number;
  resultBytes: number;
}

export const nothingDone: Summary = {
  readRows: 0,
  readBytes: 0,
  writtenRows: 0,
  writtenBytes: 0,
  resultRows: 0,
  resultBytes: 0,
};

export interface ReplyOptions {
  queryId: string;
  timezone: string;
  version: string;
  /** How much of the answer is held back, so that an early exception still gets its status. */
  holdBytes: number;
  compresses: boolean;
}

/** The answer to one query. */
export interface Reply {
  readonly started: boolean;
  format: string;
  /** Sends a piece of the result; waits while the client is slower than the engine. */
  write(piece: Uint8Array): Promise<void>;
  end(summary: Summary): void;
  /** Answers with an exception, as a status if nothing has been sent yet, else inside the stream. */
  fail(exception: EngineException, summary: Summary): void;
}

/** How long a reader has to find an exception inside the stream before it is cut off. */
const cutMs = 3_000;
const apartMs = 50;

function summaryHeader(summary: Summary, elapsedMs: number): string {
  return JSON.stringify({
    read_rows: String(summary.readRows),
    read_bytes: String(summary.readBytes),
    written_rows: String(summary.writtenRows),
    written_bytes: String(summary.writtenBytes),
    total_rows_to_read: String(summary.readRows),
    result_rows: String(summary.resultRows),
    result_bytes: String(summary.resultBytes),
    elapsed_ns: String(Math.round(elapsedMs * 1e6)),
  });
}

function compressorFor(message: IncomingMessage): { encoding: string; stream: Gzip } | undefined {
  const accepted = (message.headers['accept-encoding'] ?? '').toLowerCase();
  // A flush a write keeps rows moving: a reader of a stream must not wait for a full compression window.
  if (accepted.includes('gzip')) return { encoding: 'gzip', stream: createGzip({ level: 3 }) };
  if (accepted.includes('deflate')) return { encoding: 'deflate', stream: createDeflate({ level: 3 }) };
  if (accepted.includes('br')) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 3 };
    return { encoding: 'br', stream: createBrotliCompress({ params }) };
  }
  return undefined;
}

/**
 * The exception as it stands inside a stream that has begun: the official clients find it by the tag that
 * the X-ClickHouse-Exception-Tag header announced. The length counts the text and its line end.
 */
function streamedException(text: string, tag: string): Buffer {
  const body = Buffer.from(`${text}\n`);
  return Buffer.concat([
    Buffer.from(`\r\n__exception__\r\n${tag}\r\n`),
    body,
    Buffer.from(`${body.length} ${tag}\r\n__exception__\r\n`),
  ]);
}

/** Creates the answer to a query; nothing is sent before there is more than `holdBytes` of it, or its end. */
export function createReply(
  message: IncomingMessage,
  response: ServerResponse,
  options: ReplyOptions,
): Reply {
  const startedAt = performance.now();
  const tag = randomBytes(8).toString('hex');
  const compressor = options.compresses ? compressorFor(message) : undefined;
  const target = compressor?.stream ?? response;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let started = false;

  const headers = (summary: Summary, format: string): void => {
    response.setHeader('Content-Type', contentTypeOf(format));
    response.setHeader('X-ClickHouse-Summary', summaryHeader(summary, performance.now() - startedAt));
    response.setHeader('X-ClickHouse-Query-Id', options.queryId);
    response.setHeader('X-ClickHouse-Format', format);
    response.setHeader('X-ClickHouse-Timezone', options.timezone);
    response.setHeader('X-ClickHouse-Exception-Tag', tag);
  };
  const start = (summary: Summary, format: string): void => {
    started = true;
    headers(summary, format);
    if (compressor !== undefined) {
      response.setHeader('Content-Encoding', compressor.encoding);
      compressor.stream.pipe(response);
    }
    for (const piece of held) target.write(piece);
    held = [];
  };
  return {
    format: 'TabSeparated',
    get started() {
      return started;
    },
    async write(piece) {
      if (response.destroyed) return;
      if (!started) {
        held.push(piece);
        heldBytes += piece.length;
        if (heldBytes > options.holdBytes) start(nothingDone, this.format);
        return;
      }
      if (!target.write(piece)) {
        // Whichever comes first: a client that has gone away drains nothing.
        const gone = new AbortController();
        const signal = gone.signal;
        await Promise.race([once(target, 'drain', { signal }), once(response, 'close', { signal })]).catch(
          () => {},
        );
        gone.abort();
      }
    },
    end(summary) {
      if (!started) start(summary, this.format);
      target.end();
    },
    fail(exception, summary) {
      const text = `${exception.text} (version ${options.version} (official build))`;
      if (started) {
        // The transfer is left unfinished on purpose: a reader that knows no tags must not take it for whole.
        // One that does hangs up when it has seen the exception; a cut right behind it could overtake it.
        // The official client (1.23) finds an exception only if one piece that it receives ends with all of it:
        // what stands before is sent off first, so that the exception travels on its own.
        compressor?.stream.flush();
        const send = setTimeout(() => {
          target.write(streamedException(text, tag));
          compressor?.stream.flush();
        }, apartMs);
        const cut = setTimeout(() => response.socket?.destroySoon(), cutMs);
        response.once('close', () => {
          clearTimeout(send);
          clearTimeout(cut);
        });
        return;
      }
      held = [];
      headers(summary, this.format);
      response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
      response.setHeader('X-ClickHouse-Exception-Code', String(exception.code));
      response.statusCode = statusOf(exception.code);
      if (compressor !== undefined) {
        response.setHeader('Content-Encoding', compressor.encoding);
        compressor.stream.pipe(response);
      }
      target.end(`${text}\n`);
    },
  };
}
