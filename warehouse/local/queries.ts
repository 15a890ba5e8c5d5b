import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../infra/log.ts';
import { BodyError, prepend, readHead, type Body } from './body.ts';
import type { Chdb, ChdbConnection, ChdbResult } from './chdb.ts';
import type { Connections } from './connections.ts';
import { EngineException, exceptionOf, readException } from './exception.ts';
import { feed } from './feed.ts';
import type { Gate } from './gate.ts';
import { literal } from './literal.ts';
import { endReader, openReader, openWriter, type Pipes } from './pipes.ts';
import { nothingDone, type Reply, type Summary } from './reply.ts';
import type { EngineRequest } from './request.ts';
import { analyse, type Statement } from './statement.ts';
import { tokensOf } from './tokens.ts';

/** How far into a body an INSERT may place the start of its rows, and how long any other statement may be. */
const headBytes = 256 * 1024;
const statementBytes = 64 * 1024 * 1024;

export interface Queries {
  /**
   * Runs the statement of a request and answers it; never throws.
   *
   * @param drain reads what is left of the body, so that the client gets to see an early exception
   */
  run(
    request: EngineRequest,
    queryId: string,
    body: Body,
    reply: Reply,
    signal: AbortSignal,
    drain: () => Promise<boolean>,
  ): Promise<void>;
}

export interface QueriesDeps {
  chdb: Chdb;
  connections: Connections;
  pipes: Pipes;
  gate: Gate;
  log: Log;
}

interface Job {
  request: EngineRequest;
  /** The text, one character a byte, and where the body goes on behind it. */
  sql: string;
  body: Body;
  marker: string;
  reply: Reply;
  signal: AbortSignal;
}

const utf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** What a read-only request may do in a session, where the engine's own `readonly` could not be taken back. */
const harmless = new Set([
  'SELECT',
  'WITH',
  '(',
  'FROM',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'EXISTS',
  'EXPLAIN',
  'CHECK',
]);

/** A statement that the transport itself cannot take. */
function refusal(statement: Statement, sql: string): EngineException | undefined {
  switch (statement.kind) {
    case 'empty':
      return exceptionOf(
        62,
        'SYNTAX_ERROR',
        'Syntax error: failed at position 1 (end of query): . Empty query.',
      );
    case 'several': {
      const rest = utf8(sql.slice(statement.at, statement.at + 100));
      return exceptionOf(
        62,
        'SYNTAX_ERROR',
        `Syntax error (Multi-statements are not allowed): failed at position ${statement.at + 1}: ${rest}.`,
      );
    }
    case 'file':
      return exceptionOf(358, 'INTO_OUTFILE_NOT_ALLOWED', 'INTO OUTFILE and FROM INFILE are not allowed');
    case 'insert':
    case 'input':
    case 'read':
    case 'kill':
    case 'other':
      return undefined;
  }
}

/** Creates what runs statements on the engine. One call of `run` is one HTTP request. */
export function createQueries(deps: QueriesDeps): Queries {
  /** The statements under way, by the id their client knows them by. */
  const running = new Map<string, string>();

  /** Asks the engine to stop a statement until it has ended. */
  const kill = async (marker: string, ended: () => boolean): Promise<void> => {
    const connection = deps.chdb.connect();
    try {
      const sql = `kill query where position(query, ${literal(marker)}) > 0 and position(query, 'system.processes') = 0 async`;
      for (let pauseMs = 5; !ended(); pauseMs = Math.min(pauseMs * 2, 500)) {
        const { bytes } = await connection.run(sql, 'TabSeparated');
        if (bytes.length > 0) return;
        await wait(pauseMs);
      }
    } catch (error) {
      deps.log.warn({ err: error }, 'a statement could not be stopped');
    } finally {
      connection.close();
    }
  };

  /** Runs a statement; a client that goes away stops it. The marker in a comment is how it is found again. */
  const execute = async (
    job: Job,
    connection: ChdbConnection,
    sql: string,
    format: string,
  ): Promise<ChdbResult> => {
    let ended = false;
    const onAbort = (): void => void kill(job.marker, () => ended);
    job.signal.addEventListener('abort', onAbort, { once: true });
    try {
      if (job.signal.aborted)
        throw new Error('Code: 394. DB::Exception: Query was cancelled. (QUERY_WAS_CANCELLED)');
      return await connection.run(`${sql}\n/* ${job.marker} */`, format);
    } finally {
      ended = true;
      job.signal.removeEventListener('abort', onAbort);
    }
  };

  /** SELECT: the engine writes into a pipe as if it were a file, so every format comes whole, with totals and all. */
  const read = async (
    job: Job,
    connection: ChdbConnection,
    at: Extract<Statement, { kind: 'read' }>,
  ): Promise<Summary> => {
    const format = at.format ?? job.request.defaultFormat ?? 'TabSeparated';
    job.reply.format = format;
    const path = await deps.pipes.take();
    const reader = openReader(path);
    let clean = false;
    let resultBytes = 0;
    const carried = (async () => {
      try {
        for await (const piece of reader) {
          if (!Buffer.isBuffer(piece)) continue;
          resultBytes += piece.length;
          await job.reply.write(piece);
        }
      } catch {
        // The reader is destroyed when the client goes away; the engine's answer says what happened.
      }
    })();
    const onAbort = (): void => void reader.destroy();
    job.signal.addEventListener('abort', onAbort, { once: true });
    try {
      const sql =
        utf8(job.sql.slice(0, at.outfileAt)) +
        `\ninto outfile ${literal(path)} truncate compression 'none'\n` +
        (at.format === undefined ? `format ${format}` : utf8(job.sql.slice(at.outfileAt, at.end)));
      const result = await execute(job, connection, sql, 'TabSeparated');
      clean = true;
      endReader(path);
      await carried;
      return { ...nothingDone, readRows: result.rowsRead, readBytes: result.bytesRead, resultBytes };
    } catch (error) {
      if (!clean && !reader.destroyed) endReader(path);
      await carried;
      throw readException(error, path);
    } finally {
      job.signal.removeEventListener('abort', onAbort);
      reader.destroy();
      deps.pipes.give(path, clean);
    }
  };

  /**
   * INSERT with rows: the engine reads them from a pipe as if it were a file. It cuts them into blocks of
   * about a million rows at row ends; each block is stored whole or not at all. A body that breaks off
   * stops the statement before the engine can take the break for an end.
   */
  const insert = async (
    job: Job,
    connection: ChdbConnection,
    at: Extract<Statement, { kind: 'insert' }>,
  ): Promise<Summary> => {
    const path = await deps.pipes.take();
    let settled = false;
    let clean = false;
    const sql =
      `${utf8(job.sql.slice(0, at.intoEnd))}\nfrom infile ${literal(path)} compression 'none'\n` +
      `${utf8(at.settings)} format ${at.format}`;
    const statement = execute(job, connection, sql, 'Null').finally(() => (settled = true));
    const over = statement.then(
      () => {},
      () => {},
    );
    try {
      const writer = await openWriter(path, () => settled);
      // What goes wrong in the pipe is the engine's closing of it; its exception says why.
      writer?.on('error', () => {});
      try {
        if (writer !== undefined) await feed(job.body, writer, over);
      } catch (error) {
        await kill(job.marker, () => settled);
        writer?.destroy();
        await over;
        throw error;
      }
      const result = await statement;
      writer?.destroy();
      clean = true;
      const [rows, bytes] = [result.rowsRead, result.bytesRead];
      return {
        ...nothingDone,
        readRows: rows,
        readBytes: bytes,
        writtenRows: rows,
        writtenBytes: bytes,
        resultRows: rows,
      };
    } catch (error) {
      throw error instanceof BodyError ? error : readException(error, path);
    } finally {
      deps.pipes.give(path, clean);
    }
  };

  /** INSERT ... SELECT ... FROM input(): the engine takes the rows only inside the statement, so they are held. */
  const insertThroughInput = async (
    job: Job,
    connection: ChdbConnection,
    dataAt: number,
  ): Promise<Summary> => {
    const { head, ended } = await readHead(job.body, statementBytes);
    if (!ended)
      throw exceptionOf(229, 'QUERY_IS_TOO_LARGE', `Rows for input() are limited to ${statementBytes} bytes`);
    const sql = `${utf8(job.sql.slice(0, dataAt))}${head.toString('utf8')}`;
    const result = await connection.run(sql, 'Null');
    return { ...nothingDone, readRows: result.rowsRead, readBytes: result.bytesRead };
  };

  /** Puts the engine's ids in the place of those that clients know, and never waits for the end (SYNC hangs in chDB). */
  const killStatement = async (sql: string): Promise<string> => {
    const ids = new Map<string, string>();
    const connection = deps.chdb.connect();
    try {
      for (const [queryId, marker] of running) {
        const found = await connection.run(
          `select query_id from system.processes where position(query, ${literal(marker)}) > 0 and position(query, 'system.processes') = 0`,
          'TabSeparatedRaw',
        );
        const id = Buffer.from(found.bytes).toString('utf8').trim();
        if (id !== '') ids.set(literal(queryId), literal(id));
      }
    } finally {
      connection.close();
    }
    let text = '';
    let from = 0;
    for (const token of tokensOf(sql)) {
      const replacement =
        token.kind === 'string'
          ? ids.get(token.text)
          : token.text === 'SYNC' && token.depth === 0
            ? 'ASYNC'
            : undefined;
      if (replacement === undefined) continue;
      text += sql.slice(from, token.start) + replacement;
      from = token.end;
    }
    return text + sql.slice(from);
  };

  const other = async (
    job: Job,
    connection: ChdbConnection,
    at: Extract<Statement, { kind: 'kill' | 'other' }>,
  ): Promise<Summary> => {
    const format = at.format ?? job.request.defaultFormat ?? 'TabSeparated';
    job.reply.format = format;
    const text = utf8(job.sql.slice(0, at.end));
    const sql = at.kind === 'kill' ? await killStatement(text) : text;
    const result = await execute(job, connection, sql, format).catch((error: unknown) => {
      throw readException(error);
    });
    if (result.bytes.length > 0) await job.reply.write(result.bytes);
    return {
      ...nothingDone,
      readRows: result.rowsRead,
      readBytes: result.bytesRead,
      resultBytes: result.bytes.length,
    };
  };

  const dispatch = async (job: Job, statement: Statement): Promise<Summary> => {
    const refused = refusal(statement, job.sql);
    if (refused !== undefined) throw refused;
    const first = tokensOf(job.sql).next().value;
    const verb = first === undefined ? '' : first.text;
    const readonly = job.request.settings.get('readonly') ?? '0';
    if (job.request.session !== undefined && readonly !== '0') {
      const writes = statement.kind === 'insert' || statement.kind === 'input' || !harmless.has(verb);
      if (writes) throw exceptionOf(164, 'READONLY', 'Cannot execute query in readonly mode.');
    }
    const request = { ...job.request, query: utf8(job.sql.slice(0, headBytes)) };
    const prepared = await deps.connections.prepare(request, verb === 'USE').catch((error: unknown) => {
      throw readException(error);
    });
    if (prepared instanceof EngineException) throw prepared;
    try {
      switch (statement.kind) {
        case 'read':
          return await read(job, prepared.connection, statement);
        case 'insert':
          return await insert(job, prepared.connection, statement);
        case 'input':
          return await insertThroughInput(job, prepared.connection, statement.dataAt);
        case 'kill':
        case 'other':
          return await other(job, prepared.connection, statement);
        case 'empty':
        case 'several':
        case 'file':
          return nothingDone;
      }
    } finally {
      await prepared.release();
    }
  };

  /** Reads as much of the body as the statement needs; the rest is rows. */
  const readStatement = async (
    request: EngineRequest,
    body: Body,
  ): Promise<{ sql: string; rest: Body; statement: Statement }> => {
    const ahead = request.query === '' ? [] : [Buffer.from(`${request.query}\n`)];
    const all = prepend(ahead, body);
    let { head, ended } = await readHead(all, headBytes);
    let sql = head.toString('latin1');
    let statement = analyse(sql);
    if (!ended && statement.kind !== 'insert' && statement.kind !== 'input') {
      const more = await readHead(all, statementBytes);
      if (!more.ended) {
        throw exceptionOf(229, 'QUERY_IS_TOO_LARGE', `A statement is limited to ${statementBytes} bytes`);
      }
      head = Buffer.concat([head, more.head]);
      ended = true;
      sql = head.toString('latin1');
      statement = analyse(sql);
    }
    const dataAt = statement.kind === 'insert' || statement.kind === 'input' ? statement.dataAt : head.length;
    return { sql, statement, rest: prepend([head.subarray(dataAt)], all) };
  };

  const run = async (
    request: EngineRequest,
    queryId: string,
    body: Body,
    reply: Reply,
    signal: AbortSignal,
  ): Promise<Summary> => {
    const { sql, statement, rest } = await readStatement(request, body);
    if (running.has(queryId)) {
      throw exceptionOf(
        216,
        'QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING',
        `Query with id = ${queryId} is already running.`,
      );
    }
    const marker = `milepost ${randomUUID()}`;
    running.set(queryId, marker);
    // Stopping a query must not wait for the queries it is to stop.
    const leave = statement.kind === 'kill' ? () => {} : await deps.gate.enter(signal);
    try {
      if (leave === undefined) {
        throw exceptionOf(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'Too many simultaneous queries are waiting.');
      }
      return await dispatch({ request, sql, body: rest, marker, reply, signal }, statement);
    } finally {
      running.delete(queryId);
      leave?.();
    }
  };

  return {
    async run(request, queryId, body, reply, signal, drain) {
      try {
        reply.end(await run(request, queryId, body, reply, signal));
      } catch (error) {
        if (!signal.aborted) await drain();
        if (error instanceof BodyError) {
          const stalled = error.reason === 'stalled';
          reply.fail(
            exceptionOf(stalled ? 209 : 236, stalled ? 'SOCKET_TIMEOUT' : 'ABORTED', error.message),
            nothingDone,
          );
        } else if (error instanceof EngineException) {
          reply.fail(error, nothingDone);
        } else {
          deps.log.error({ err: error }, 'a query failed in the engine process itself');
          reply.fail(readException(error), nothingDone);
        }
      }
    },
  };
}
