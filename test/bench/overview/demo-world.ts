import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../../milepost.ts');
/** What `start --demo` prints last. */
const isThere = /finished months of vendors/;

/** Fills a data directory with the demo world and leaves it at rest; one that is there already stays as it is. */
export async function makeDemoWorld(dataDir: string): Promise<void> {
  if (existsSync(join(dataDir, 'engine'))) return;
  await mkdir(dataDir, { recursive: true });
  const child = spawn(process.execPath, [script, 'start', '--demo'], {
    cwd: dataDir,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      MILEPOST_DATA: dataDir,
      PORT: '0',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const filled = Promise.withResolvers<undefined>();
  let printed = '';
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (isThere.test(printed)) filled.resolve(undefined);
    });
  }
  const ended = once(child, 'exit');
  await Promise.race([
    filled.promise,
    ended.then(() => Promise.reject(new Error(`The demo ended: ${printed}`))),
  ]);
  child.kill('SIGTERM');
  await ended;
}
