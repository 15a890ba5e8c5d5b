import { Buffer } from 'node:buffer';
import type { Log } from '../../infra/log.ts';
import { BodyError, prepend, readHead, type Body } from './body.ts';
import type { Chdb } from './chdb.ts';
import type { Connections } from './connections.ts';
import { EngineException, exceptionOf, readException } from './exception.ts';
import type { Gate } from './gate.ts';
import { insert, insertThroughInput } from './insert.ts';
import { textOf, type Job } from './job.ts';
import type { Pipes } from './pipes.ts';
import { read } from './read.ts';
import { nothingDone, type Reply, type Summary } from './reply.ts';
import type { EngineRequest } from './request.ts';
import { createRunning, marked } from './running.ts';
import { analyse, firstWord, type Statement } from './statement.ts';

/** How far into a body an INSERT may place the start of its rows, and how long any other statement may be. */
const headBytes = 256 * 1024;
const statementBytes = 64 * 1024 * 1024;

export interface Asked {
  request: EngineRequest;
  queryId: string;
  body: Body;
  reply: Reply;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
  /** Reads what is left of the body, so that the client gets to see an early exception. */
  drain: () => Promise<void>;
}

export interface Queries {
  /** Runs the statement of a request and answers it; never throws. */
  run(asked: Asked): Promise<void>;
}

export interface QueriesDeps {
  chdb: Chdb;
  connections: Connections;
  pipes: Pipes;
  gate: Gate;
  log: Log;
}

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

type Runnable = Exclude<Statement, { kind: 'empty' | 'several' | 'file' }>;

/** Lets a statement through. @throws EngineException when the transport itself cannot take it */
function admit(statement: Statement, sql: string, request: EngineRequest): Runnable {
  if (statement.kind === 'empty') {
    throw exceptionOf(
      62,
      'SYNTAX_ERROR',
      'Syntax error: failed at position 1 (end of query): . Empty query.',
    );
  }
  if (statement.kind === 'several') {
    const rest = textOf(sql.slice(statement.at, statement.at + 100));
    const where = `failed at position ${statement.at + 1}: ${rest}`;
    throw exceptionOf(62, 'SYNTAX_ERROR', `Syntax error (Multi-statements are not allowed): ${where}.`);
  }
  if (statement.kind === 'file') {
    throw exceptionOf(358, 'INTO_OUTFILE_NOT_ALLOWED', 'INTO OUTFILE and FROM INFILE are not allowed.');
  }
  const isReadonly = (request.settings.get('readonly') ?? '0') !== '0';
  const isHarmless =
    statement.kind !== 'insert' && statement.kind !== 'input' && harmless.has(firstWord(sql));
  if (request.session !== undefined && isReadonly && !isHarmless) {
    throw exceptionOf(164, 'READONLY', 'Cannot execute query in readonly mode.');
  }
  if (statement.kind === 'input' && statement.structureAt === statement.structureEnd) {
    throw exceptionOf(48, 'NOT_IMPLEMENTED', "input() needs its structure here: input('name Type, ...').");
  }
  return statement;
}

/** Reads as much of the body as the statement needs; the rest is rows. */
async function readStatement(asked: Asked): Promise<{ sql: string; statement: Statement; rows: Body }> {
  const ahead = asked.request.query === '' ? [] : [Buffer.from(`${asked.request.query}\n`)];
  const all = prepend(ahead, asked.body);
  const first = await readHead(all, headBytes);
  let head = first.head;
  let sql = head.toString('latin1');
  let statement = analyse(sql);
  if (!first.ended && statement.kind !== 'insert' && statement.kind !== 'input') {
    const more = await readHead(all, statementBytes);
    if (!more.ended) {
      throw exceptionOf(229, 'QUERY_IS_TOO_LARGE', `A statement is limited to ${statementBytes} bytes.`);
    }
    head = Buffer.concat([head, more.head]);
    sql = head.toString('latin1');
    statement = analyse(sql);
  }
  const dataAt = statement.kind === 'insert' || statement.kind === 'input' ? statement.dataAt : head.length;
  return { sql, statement, rows: prepend([head.subarray(dataAt)], all) };
}

/** Anything whose answer is short: DDL, SHOW, EXPLAIN, SYSTEM, and INSERT ... SELECT, which counts its rows. */
async function runOther(job: Job, at: Extract<Statement, { kind: 'kill' | 'other' }>): Promise<Summary> {
  const format = at.format ?? job.request.defaultFormat ?? 'TabSeparated';
  job.reply.format = format;
  const text = textOf(job.sql.slice(0, at.end));
  const sql = at.kind === 'kill' ? await job.running.translate(text) : text;
  try {
    const result = await job.running.guard(job.marker, job.signal, () =>
      at.kind === 'other' && at.inserts ? job.connection.write(sql) : job.connection.run(sql, format),
    );
    if (result.bytes.length > 0) await job.reply.write(result.bytes);
    return {
      ...nothingDone,
      writtenRows: result.rowsWritten,
      writtenBytes: result.bytesWritten,
      resultRows: result.rowsWritten + result.rows,
      resultBytes: result.bytes.length,
    };
  } catch (error) {
    throw readException(error);
  }
}

function dispatch(job: Job, statement: Runnable): Promise<Summary> {
  if (statement.kind === 'read') return read(job, statement);
  if (statement.kind === 'insert') return insert(job, statement);
  if (statement.kind === 'input') return insertThroughInput(job, statement);
  return runOther(job, statement);
}

/** Creates what runs statements on the engine. One call of `run` is one HTTP request. */
export function createQueries(deps: QueriesDeps): Queries {
  const running = createRunning(deps.chdb, deps.log);

  const runAdmitted = async (asked: Asked, marker: string): Promise<Summary> => {
    const { sql, rows, ...parts } = await readStatement(asked);
    const statement = admit(parts.statement, sql, asked.request);
    // Stopping a query must not wait for the queries it is to stop.
    const leave = statement.kind === 'kill' ? () => {} : await deps.gate.enter(asked.signal);
    if (leave === undefined) {
      throw exceptionOf(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'Too many simultaneous queries are waiting.');
    }
    try {
      const request = marked({ ...asked.request, query: textOf(sql.slice(0, headBytes)) }, marker);
      const prepared = await deps.connections.prepare(request, firstWord(sql) === 'USE');
      const { connection } = prepared;
      const { reply, signal } = asked;
      const job: Job = {
        request,
        sql,
        body: rows,
        connection,
        pipes: deps.pipes,
        running,
        marker,
        reply,
        signal,
      };
      try {
        return await dispatch(job, statement);
      } finally {
        await prepared.release();
      }
    } finally {
      leave();
    }
  };

  const runOnce = async (asked: Asked): Promise<Summary> => {
    const marker = running.enter(asked.queryId);
    if (marker === undefined) {
      const text = `Query with id = ${asked.queryId} is already running.`;
      throw exceptionOf(216, 'QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING', text);
    }
    try {
      return await runAdmitted(asked, marker);
    } finally {
      running.leave(asked.queryId);
    }
  };

  return {
    async run(asked) {
      try {
        asked.reply.end(await runOnce(asked));
      } catch (error) {
        if (!asked.signal.aborted) await asked.drain();
        if (error instanceof BodyError) asked.reply.fail(exceptionOf(...error.exception), nothingDone);
        else {
          const exception = readException(error);
          if (!(error instanceof EngineException)) deps.log.debug({ err: error }, 'a statement failed');
          asked.reply.fail(exception, nothingDone);
        }
      }
    },
  };
}
