import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MilepostError, codeOf } from '../../infra/errors.ts';
import { isRunning } from './scratch.ts';

const name = 'restore.unfinished';

/** Says in a data directory that a restore is at work, until the returned function says that it is done. */
export async function beginRestore(dataDir: string, from: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, name);
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(`${process.pid}\n${from}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return () => rm(path, { force: true });
}

/**
 * Lets nobody work on what a restore has left half done: its database may be under another name, its books on the way.
 *
 * @throws {MilepostError} `restore_unfinished`
 */
export async function refuseUnfinished(dataDir: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(join(dataDir, name), 'utf8');
  } catch (thrown) {
    // Whether there can be a data directory at all is said by who needs it.
    if (codeOf(thrown) === 'ENOENT' || codeOf(thrown) === 'ENOTDIR') return;
    throw thrown;
  }
  const [pid = '', from = ''] = text.split('\n');
  if (Number(pid) === process.pid) return;
  throw new MilepostError(
    'restore_unfinished',
    isRunning(Number(pid))
      ? `A restore of ${from} is at work in this data directory; wait until it has ended`
      : `A restore of ${from} was cut short; run \`milepost restore ${from} --replace\` again`,
  );
}
