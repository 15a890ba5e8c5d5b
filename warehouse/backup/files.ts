import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { MilepostError, codeOf } from '../../infra/errors.ts';
import type { BackupFile } from './manifest.ts';

/** Told of bytes as they pass. */
export type OnBytes = (bytes: number) => void;

/** How the engine ends an answer that broke off in the middle. */
const brokenEnd = Buffer.from('\r\n__exception__\r\n');

/**
 * Writes a stream to a file below `folder`, compressed where asked, on the disk when it resolves.
 *
 * @throws {MilepostError} `backup_no_space`, `backup_broken` (retryable) when the rows broke off; what the disk says.
 */
export async function writeBackupFile(
  folder: string,
  path: string,
  rows: Readable,
  options: { isCompressed: boolean; onBytes: OnBytes },
): Promise<BackupFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true, mode: 0o700 });
  const stages = [
    ...(options.isCompressed
      ? [refuseBroken(path), counting(options.onBytes), createZstdCompress()]
      : [counting(options.onBytes)]),
    tapping((chunk) => {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }),
  ];
  try {
    await pipeline([rows, ...stages, createWriteStream(full, { flags: 'wx', mode: 0o600, flush: true })]);
  } catch (thrown) {
    throw describeDiskFault(thrown, full);
  }
  return { path, sizeBytes, sha256: hash.digest('hex') };
}

/** Reads a compressed file below `folder`. */
export function readBackupFile(folder: string, path: string): Readable {
  const source = createReadStream(join(folder, path));
  const rows = createZstdDecompress();
  pipeline(source, rows).catch((thrown: unknown) =>
    rows.destroy(thrown instanceof Error ? thrown : undefined),
  );
  return rows;
}

/**
 * Compares a file with what the manifest says of it.
 *
 * @throws {MilepostError} `backup_damaged` naming the file.
 */
export async function checkBackupFile(folder: string, file: BackupFile, onBytes: OnBytes): Promise<void> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of createReadStream(join(folder, file.path))) {
      if (!Buffer.isBuffer(chunk)) continue;
      hash.update(chunk);
      sizeBytes += chunk.length;
      onBytes(chunk.length);
    }
  } catch (thrown) {
    if (codeOf(thrown) !== 'ENOENT') throw thrown;
    throw new MilepostError('backup_damaged', `${file.path} is missing from ${folder}`, { cause: thrown });
  }
  if (sizeBytes === file.sizeBytes && hash.digest('hex') === file.sha256) return;
  throw new MilepostError(
    'backup_damaged',
    `${file.path} of ${folder} is not as it was written (${sizeBytes} of ${file.sizeBytes} bytes); use another backup`,
  );
}

/** Returns an error of the disk with its way out. */
export function describeDiskFault(thrown: unknown, path: string): unknown {
  const code = codeOf(thrown);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return thrown;
  return new MilepostError(
    'backup_no_space',
    `There is no space left for ${path}; free some or name another place`,
    {
      cause: thrown,
    },
  );
}

function tapping(tap: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      tap(chunk);
      done(null, chunk);
    },
  });
}

function counting(onBytes: OnBytes): Transform {
  return tapping((chunk) => onBytes(chunk.length));
}

/** A reader that knows no tags would take an answer that ends in an exception for whole. */
function refuseBroken(path: string): Transform {
  let tail = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      tail = Buffer.concat([tail, chunk.subarray(-brokenEnd.length)]).subarray(-brokenEnd.length);
      done(null, chunk);
    },
    flush(done) {
      const isBroken = tail.equals(brokenEnd);
      done(
        isBroken
          ? new MilepostError('backup_broken', `The rows of ${path} broke off`, { retryable: true })
          : null,
      );
    },
  });
}
