import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { readException } from './exception.ts';
import { textOf, type Job } from './job.ts';
import { literal } from './literal.ts';
import { openReader } from './pipes.ts';
import { nothingDone, type Reply, type Summary } from './reply.ts';
import type { Statement } from './statement.ts';

/** Carries the rows from the pipe to the client; for one that has gone away they are thrown away. @returns their bytes */
async function carry(reader: Socket, reply: Reply): Promise<number> {
  let bytes = 0;
  try {
    for await (const piece of reader) {
      if (!Buffer.isBuffer(piece)) continue;
      bytes += piece.length;
      await reply.write(piece);
    }
  } catch {
    // The reader is destroyed when the statement fails, and its exception says why.
  }
  return bytes;
}

/**
 * SELECT: the engine writes into a pipe as if it were a file. So every format comes whole, with totals and
 * counts, while nobody holds more than the kernel's 64 KB. (chdb's own `queryStream` starts a document anew
 * at each block: JSON came with the row count of its last block.)
 *
 * @throws EngineException
 */
export async function read(job: Job, at: Extract<Statement, { kind: 'read' }>): Promise<Summary> {
  const format = at.format ?? job.request.defaultFormat ?? 'TabSeparated';
  job.reply.format = format;
  const path = await job.pipes.take();
  const { reader, end } = openReader(path);
  const carried = carry(reader, job.reply);
  const sql =
    `${textOf(job.sql.slice(0, at.outfileAt))}\ninto outfile ${literal(path)} truncate compression 'none'\n` +
    (at.format === undefined ? `format ${format}` : textOf(job.sql.slice(at.outfileAt, at.end)));
  let clean = false;
  try {
    const result = await job.running.guard(job.marker, job.signal, () => job.connection.run(sql, 'Null'));
    clean = true;
    end();
    const resultBytes = await carried;
    return { ...nothingDone, resultRows: result.rows, resultBytes };
  } catch (error) {
    // What is still in the pipe stands in front of an exception: nobody needs it.
    reader.destroy();
    await carried;
    throw readException(error, path);
  } finally {
    reader.destroy();
    end();
    job.pipes.give(path, clean);
  }
}
