import { BodyError } from './body.ts';
import type { ChdbResult } from './chdb.ts';
import { readException } from './exception.ts';
import { feed } from './feed.ts';
import { textOf, type Job } from './job.ts';
import { literal } from './literal.ts';
import { openWriter } from './pipes.ts';
import { nothingDone, type Summary } from './reply.ts';
import type { Statement } from './statement.ts';

/**
 * Runs a statement that reads rows from a pipe, and carries the body into it. A body that breaks off stops
 * the statement before the pipe is closed: the engine must not take the break for the end.
 *
 * @throws EngineException, or BodyError when the body broke
 */
async function runWithRows(job: Job, sqlFor: (path: string) => string): Promise<ChdbResult> {
  const path = await job.pipes.take();
  let settled = false;
  let clean = false;
  const statement = job.running
    .guard(job.marker, job.signal, () => job.connection.run(sqlFor(path), 'Null'))
    .finally(() => (settled = true));
  const over = Promise.allSettled([statement]);
  try {
    const writer = await openWriter(path, () => settled);
    // What goes wrong in the pipe is the engine's closing of it; its exception says why.
    writer?.on('error', () => {});
    try {
      if (writer !== undefined) await feed(job.body, writer, over);
    } catch (error) {
      await job.running.stop(job.marker, () => settled);
      writer?.destroy();
      await over;
      throw error;
    }
    const result = await statement;
    writer?.destroy();
    clean = true;
    return result;
  } catch (error) {
    throw error instanceof BodyError ? error : readException(error, path);
  } finally {
    job.pipes.give(path, clean);
  }
}

/**
 * INSERT with rows in any format, of any length. The engine cuts them into blocks of about a million rows
 * (`max_insert_block_size`) at row ends, as a server does: each block is stored whole or not at all, and
 * what fits in one block is atomic.
 */
export async function insert(job: Job, at: Extract<Statement, { kind: 'insert' }>): Promise<Summary> {
  const { rows, rowBytes } = await runWithRows(
    job,
    (path) =>
      `${textOf(job.sql.slice(0, at.intoEnd))}\nfrom infile ${literal(path)} compression 'none'\n` +
      `${textOf(at.settings)} format ${at.format}`,
  );
  return {
    readRows: rows,
    readBytes: rowBytes,
    writtenRows: rows,
    writtenBytes: rowBytes,
    resultRows: rows,
    resultBytes: rowBytes,
  };
}

/**
 * INSERT ... SELECT ... FROM input('structure') FORMAT name: `input` becomes `file`, because chDB reports
 * success for `input` and stores nothing (3.4.0).
 */
export async function insertThroughInput(
  job: Job,
  at: Extract<Statement, { kind: 'input' }>,
): Promise<Summary> {
  const { rows, rowBytes } = await runWithRows(
    job,
    (path) =>
      `${textOf(job.sql.slice(0, at.inputAt))}file(${literal(path)}, ${literal(at.format)}, ` +
      `${textOf(job.sql.slice(at.structureAt, at.structureEnd))}, 'none')` +
      textOf(job.sql.slice(at.inputEnd, at.formatAt)),
  );
  return { ...nothingDone, writtenRows: rows, writtenBytes: rowBytes };
}
