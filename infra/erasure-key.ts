import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MilepostError, codeOf } from './errors.ts';

/** The key under which erased persons are remembered without their ids. */
export interface ErasureKey {
  /** Names the key without telling it: two processes with the same one hash alike. */
  id: string;
  /** Returns 32 hex digits that the parts, and nobody without the key, come to. */
  hash(...parts: readonly string[]): string;
}

/** Creates the key of a secret. */
export function createErasureKey(secret: string | Buffer): ErasureKey {
  const hash = (...parts: readonly string[]): string =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  const id = createHash('sha256').update(hash('key id')).digest('hex').slice(0, 12);
  return { id, hash };
}

/**
 * Opens the key of the environment (`ERASURE_SECRET`), else that of a data directory: `keys/erasure.key`, readable by
 * its owner only and made on first use. Two processes that make it at once end up with the same one.
 *
 * @throws {MilepostError} `erasure_key_unusable` when it can be neither read nor made.
 */
export async function openErasureKey(dataDir: string, secret?: string): Promise<ErasureKey> {
  if (secret !== undefined) return createErasureKey(secret);
  const directory = join(dataDir, 'keys');
  const path = join(directory, 'erasure.key');
  try {
    return createErasureKey((await readKey(path)) ?? (await makeKey(directory, path)));
  } catch (thrown) {
    throw new MilepostError('erasure_key_unusable', `The key ${path} cannot be used`, { cause: thrown });
  }
}

async function readKey(path: string): Promise<string | undefined> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    if (text.length < 32) throw new Error('It is too short to be a key');
    return text;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

/** A link to a complete file appears whole or not at all, and the first one stays. */
async function makeKey(directory: string, path: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(path, 'utf8')).trim();
}
