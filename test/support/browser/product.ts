import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSilentLog } from '../../../infra/log.ts';
import { attachEngine } from '../../../warehouse/local/attach.ts';
import { makeRestated, makeVisits, restatedMonth } from './visits.ts';

const script = join(import.meta.dirname, '../../../milepost.ts');
const vendors = [
  { vendorId: 'harbour', name: 'Harbour Hotel', city: 'Lisbon', timezone: 'Europe/Lisbon' },
  { vendorId: 'alpine', name: 'Alpine Lodge', city: 'Innsbruck', timezone: 'Europe/Vienna' },
].map((vendor) => ({
  ...vendor,
  type: 'hotel',
  currency: 'EUR',
  owner: 'Owner',
  country: 'PT',
  class: '4 stars',
}));

export interface Product {
  address: string;
  stop(): Promise<void>;
}

/** Starts Milepost in a directory of its own with the world of `visits.ts`; everything goes with `stop`. */
export async function startProduct(): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'milepost-browser-'));
  const env = { PATH: process.env['PATH'], MILEPOST_DATA: dataDir, PORT: '0', LOG_LEVEL: 'error' };
  const run = async (...args: string[]): Promise<void> => {
    const child = spawn(process.execPath, [script, ...args], { env, cwd: dataDir, stdio: 'pipe' });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.stdout.resume();
    await once(child, 'close');
    if (child.exitCode !== 0) throw new Error(`milepost ${args.join(' ')}: ${errors}`);
  };
  const write = async (name: string, rows: readonly object[]): Promise<string> => {
    const path = join(dataDir, name);
    await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return path;
  };
  const removeData = (): Promise<void> =>
    rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  // The commands have the engine to themselves: a service would build what they send, too, and at the same time.
  const engine = await attachEngine({ dataDir, log: createSilentLog() });
  try {
    const { events, changes } = makeVisits(Date.now());
    const { known, late } = makeRestated();
    const attributes = ['--currency', 'EUR', '--timezone', 'Europe/Amsterdam', '--commission-rate', '0.10'];
    await run('affiliates', 'add', 'acme', '--name', 'Acme Travel', ...attributes);
    await run('affiliates', 'add', 'quiet', '--name', 'Quiet Corner', ...attributes);
    await run('import', await write('vendors.ndjson', vendors), '--as', 'vendors');
    // Closing builds the numbers first: few of them the first time.
    await run('import', await write('known.ndjson', known), '--as', 'reservations');
    await run('books', 'close', 'vendor-month', restatedMonth());
    await run('import', await write('events.ndjson', events), '--as', 'events', '--affiliate', 'acme');
    await run('import', await write('changes.ndjson', [...changes, ...late]), '--as', 'reservations');
    await run('books', 'close', 'vendor-month', restatedMonth());
    const service = await startService(dataDir, env);
    await engine.close();
    return {
      address: service.address,
      async stop() {
        await service.stop();
        await removeData();
      },
    };
  } catch (thrown) {
    await engine.close();
    await removeData();
    throw thrown;
  }
}

/** Starts `milepost start` and waits until it serves. */
async function startService(dataDir: string, env: NodeJS.ProcessEnv): Promise<Product> {
  const service = spawn(process.execPath, [script, 'start'], { env, cwd: dataDir, stdio: 'pipe' });
  const out = { text: '', errors: '' };
  service.stdout.setEncoding('utf8').on('data', (text: string) => (out.text += text));
  service.stderr.setEncoding('utf8').on('data', (text: string) => (out.errors += text));
  const isOver = once(service, 'close').then(() => true);
  while (!out.text.includes('a token for the API')) {
    if (await Promise.race([once(service.stdout, 'data').then(() => false), isOver]))
      throw new Error(out.errors);
  }
  return {
    address: /http:\/\/127\.0\.0\.1:\d+/.exec(out.text)?.[0] ?? '',
    async stop() {
      service.kill('SIGTERM');
      await isOver;
    },
  };
}
