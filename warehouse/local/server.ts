import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import { BodyError, openBody, type Body } from './body.ts';
import { EngineException, exceptionOf, readException } from './exception.ts';
import type { Leases } from './leases.ts';
import { readFields } from './multipart.ts';
import type { Queries } from './queries.ts';
import { createReply, nothingDone } from './reply.ts';
import { readRequest, refuse } from './request.ts';

export interface ServerOptions {
  account: { user: string; password: string };
  version: string;
  timezone: string;
  /** How long a client may send nothing in the middle of a body. */
  stallMs: number;
}

const holdBytes = 64 * 1024;
const waitHoldBytes = 64 * 1024 * 1024;
/** What is read and thrown away behind an early exception, so that the client gets to read it. */
const drainBytes = 64 * 1024 * 1024;

/** Reads on so that the client gets to the answer; one that sends too much more is cut off behind it. */
async function drain(body: Body, response: ServerResponse): Promise<void> {
  try {
    for (let size = 0; size < drainBytes;) {
      const piece = await body.next();
      if (piece === undefined) return;
      size += piece.length;
    }
  } catch {
    // A body that is broken already.
  }
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

/** Creates the HTTP server that speaks ClickHouse's protocol; the caller lets it listen. */
export function createEngineServer(options: ServerOptions, queries: Queries, leases: Leases): Server {
  const query = async (message: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const queryIdGiven = url.searchParams.get('query_id');
    const queryId = queryIdGiven === null || queryIdGiven === '' ? randomUUID() : queryIdGiven;
    const flag = (name: string): boolean => !['', '0', 'false', null].includes(url.searchParams.get(name));
    const reply = createReply(message, response, {
      queryId,
      timezone: options.timezone,
      version: options.version,
      holdBytes: flag('wait_end_of_query') ? waitHoldBytes : holdBytes,
      compresses: flag('enable_http_compression'),
    });
    const refused = refuse(message, url, options.account);
    if (refused !== undefined) {
      response.setHeader('Connection', 'close');
      reply.fail(refused, nothingDone);
      return;
    }
    try {
      const body = openBody(message, options.stallMs);
      const type = message.headers['content-type'] ?? '';
      const isForm = type.toLowerCase().startsWith('multipart/form-data');
      const fields = isForm ? await readFields(body, type) : new Map<string, string>();
      const request = readRequest(url, message, fields);
      if (request instanceof EngineException) throw request;
      const { signal } = gone;
      await queries.run({ request, queryId, body, reply, signal, drain: () => drain(body, response) });
    } catch (error) {
      if (error instanceof BodyError) reply.fail(exceptionOf(...error.exception), nothingDone);
      else reply.fail(readException(error), nothingDone);
    }
  };

  const handle = (message: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(message.url ?? '/', 'http://127.0.0.1');
    response.setHeader('X-ClickHouse-Server-Display-Name', hostname());
    response.on('error', () => {});
    if (url.pathname === '/ping') {
      response.setHeader('Content-Type', 'text/html; charset=UTF-8');
      response.end('Ok.\n');
    } else if (url.pathname === '/milepost/lease') {
      const refused = refuse(message, url, options.account);
      if (refused === undefined) leases.hold(response);
      else response.writeHead(403).end(refused.text);
    } else if (url.pathname !== '/') {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=UTF-8' });
      response.end(`There is no handle ${url.pathname}\n\nUse / or /ping for health checks.\n`);
    } else if (message.method === 'GET' && !url.searchParams.has('query')) {
      response.setHeader('Content-Type', 'text/html; charset=UTF-8');
      response.end('Ok.\n');
    } else if (message.method !== 'GET' && message.method !== 'POST') {
      response.writeHead(501).end();
    } else {
      void query(message, response, url);
    }
  };
  // A long upload or query is bounded by its own limits, not by the time that a request may take.
  const server = createServer(
    { requestTimeout: 0, keepAliveTimeout: 30_000, maxHeaderSize: 1024 * 1024 },
    handle,
  );
  return server;
}
