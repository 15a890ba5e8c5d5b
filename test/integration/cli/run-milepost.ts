import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import { createWarehouse } from '../../../warehouse/client.ts';
import { withDatabase } from '../../../warehouse/migrate-database.ts';
import { engineUrl } from '../../support/engine.ts';

const script = join(import.meta.dirname, '../../../milepost.ts');

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  readonly stdout: string;
  /** Resolves when its stdout has the text; rejects when it ends before. */
  prints(text: string): Promise<void>;
  /** As `prints`, of its stderr. */
  warns(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Starts `milepost <args>` with nothing of the test's own environment; killed with the test. */
export async function startMilepost(args: readonly string[], env: Environment = {}): Promise<Running> {
  const cwd = await mkdtemp(join(tmpdir(), 'milepost-cwd-'));
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, ...out }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(cwd, { recursive: true, force: true });
  });
  const until = async (name: 'stdout' | 'stderr', text: string): Promise<void> => {
    const isOver = ended.then(() => true);
    while (!out[name].includes(text)) {
      if (await Promise.race([once(child[name], 'data').then(() => false), isOver])) {
        throw new Error(`milepost ${args.join(' ')} ended: ${out.stderr}`);
      }
    }
  };
  return {
    get stdout() {
      return out.stdout;
    },
    prints: (text) => until('stdout', text),
    warns: (text) => until('stderr', text),
    signal(name) {
      child.kill(name);
    },
    ended,
  };
}

export async function runMilepost(args: readonly string[], env: Environment = {}): Promise<Ended> {
  return (await startMilepost(args, env)).ended;
}

/** The environment of processes on a database of their own, not there yet, on the run's engine. */
export async function createEnvironment(): Promise<{
  CLICKHOUSE_URL: string;
  MILEPOST_DATA: string;
  PORT: string;
}> {
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'milepost-cli-'));
  onTestFinished(async () => {
    const url = withDatabase(engineUrl(), 'default');
    const admin = createWarehouse({ url, application: 'test', log: createSilentLog() });
    const params = { database };
    await admin.command('drop database if exists {database:Identifier}', { name: 'drop', params });
    await admin.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return { CLICKHOUSE_URL: withDatabase(engineUrl(), database), MILEPOST_DATA: dataDir, PORT: '0' };
}
