import { open, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { MilepostError, codeOf, messageOf } from '../../infra/errors.ts';

/** A record of an input file. */
export interface SourceRecord {
  /** Counts records from 1, in file order. */
  number: number;
  /** The record's own text: a line of NDJSON; for CSV made of the value. */
  text: string;
  /** A CSV row by its column names, or a JSON value; undefined where a line is not JSON. */
  value: unknown;
}

export interface Source {
  format: 'csv' | 'ndjson';
  records: AsyncIterable<SourceRecord>;
  sizeBytes: number;
  /** How many of `sizeBytes` have been read. */
  readBytes(): number;
}

const gzipMagic = Buffer.from([0x1f, 0x8b]);

/**
 * Opens a CSV or NDJSON file, gzip or not, as a stream of records: memory stays small whatever its size. CSV is
 * what does not start with `{`.
 *
 * @throws {MilepostError} `file_unreadable`, also while it is read.
 */
export async function openSource(path: string): Promise<Source> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return await readSource(file, path);
  } catch (thrown) {
    await file?.close();
    throw unreadable(path, thrown);
  }
}

async function readSource(file: FileHandle, path: string): Promise<Source> {
  let readBytes = 0;
  const { size: sizeBytes } = await file.stat();
  const head = Buffer.alloc(2);
  await file.read(head, 0, 2, 0);
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      readBytes += chunk.length;
      done(null, chunk);
    },
  });
  const bytes = file.createReadStream({ start: 0, highWaterMark: 32 * 1024 });
  const isGzip = head.equals(gzipMagic);
  const text = isGzip ? createGunzip() : counter;
  // A failure reaches the reader of `text`, which pipeline destroys with it.
  (isGzip ? pipeline(bytes, counter, text) : pipeline(bytes, text)).catch(() => undefined);
  const format = (await firstCharacter(text)) === '{' ? 'ndjson' : 'csv';
  const records = format === 'csv' ? readCsv(text) : readLines(text);
  return { format, records: withWayOut(records, path), sizeBytes, readBytes: () => readBytes };
}

async function* withWayOut(records: AsyncIterable<SourceRecord>, path: string): AsyncGenerator<SourceRecord> {
  try {
    yield* records;
  } catch (thrown) {
    throw thrown instanceof MilepostError ? thrown : unreadable(path, thrown);
  }
}

function unreadable(path: string, thrown: unknown): MilepostError {
  const reason = codeOf(thrown) === 'ENOENT' ? 'there is no such file' : messageOf(thrown);
  return new MilepostError('file_unreadable', `${path} cannot be read: ${reason}`, { cause: thrown });
}

/** Looks at the first character that is not white space and puts everything back. */
async function firstCharacter(stream: Readable): Promise<string> {
  for (;;) {
    const chunk: unknown = stream.read();
    if (Buffer.isBuffer(chunk)) {
      stream.unshift(chunk);
      return chunk
        .toString()
        .replace(/^\uFEFF/, '')
        .trimStart()
        .slice(0, 1);
    }
    if (stream.readableEnded) return '';
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    stream.once('readable', resolve).once('end', resolve).once('error', reject);
    try {
      await promise;
    } finally {
      stream.off('readable', resolve).off('end', resolve).off('error', reject);
    }
  }
}

async function* readCsv(stream: Readable): AsyncGenerator<SourceRecord> {
  const parser = parse({ columns: true, bom: true, skip_empty_lines: true, relax_column_count: true });
  const piping = pipeline(stream, parser);
  piping.catch(() => undefined);
  let number = 0;
  for await (const value of parser) {
    number += 1;
    yield { number, text: '', value };
  }
  await piping;
}

async function* readLines(stream: Readable): AsyncGenerator<SourceRecord> {
  let number = 0;
  stream.setEncoding('utf8');
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text === '') continue;
    number += 1;
    yield { number, text, value: parseJson(text) };
  }
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
