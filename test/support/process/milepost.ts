import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { treeOf } from './tree.ts';

const script = join(import.meta.dirname, '../../../milepost.ts');

export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A `milepost` that runs as a process of its own. */
export interface MilepostProcess {
  readonly ended: Promise<ProcessEnd>;
  readonly hasEnded: boolean;
  /** What it has printed so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Asks it to end, as a supervisor does; resolves when it has. */
  stop(): Promise<ProcessEnd>;
  /** Ctrl-C, as a person asks it to end. */
  interrupt(): Promise<ProcessEnd>;
  /** Kills it with -9, and nothing beside it. */
  kill(): Promise<ProcessEnd>;
  /** Kills with -9 it and every process that it started, the detached engine too; resolves when all are gone. */
  killTree(): Promise<ProcessEnd>;
  /** Finds the tree now, which takes a moment, for a kill at the very instant of the call that it returns. */
  aimAtTree(): Promise<() => Promise<ProcessEnd>>;
}

/** The environment of a test's processes; none of what the test itself runs in, but for the path. */
export interface MilepostEnv {
  MILEPOST_DATA: string;
  PORT?: string;
  KAFKA_BROKERS?: string;
  KAFKA_TOPIC_PREFIX?: string;
  LOG_LEVEL?: string;
}

/** Starts `milepost <args>`; what is left of it is killed with the test. */
export function startMilepost(args: readonly string[], env: MilepostEnv): MilepostProcess {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: env.MILEPOST_DATA,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
  const ended = untilEnd(child);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const signal = (name: NodeJS.Signals): Promise<ProcessEnd> => {
    child.kill(name);
    return ended;
  };
  const aimAtTree = async (): Promise<() => Promise<ProcessEnd>> => {
    const tree = await treeOf(child.pid ?? 0, env.MILEPOST_DATA);
    return async () => {
      child.kill('SIGKILL');
      tree.kill();
      await tree.gone();
      return ended;
    };
  };
  return {
    ended,
    get hasEnded() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    get stdout() {
      return out.stdout;
    },
    get stderr() {
      return out.stderr;
    },
    stop: () => signal('SIGTERM'),
    interrupt: () => signal('SIGINT'),
    kill: () => signal('SIGKILL'),
    aimAtTree,
    killTree: async () => (await aimAtTree())(),
  };
}

/**
 * Runs `milepost <args>` to its end and returns what it printed.
 *
 * @throws {Error} with what it said where it fails
 */
export async function runMilepost(args: readonly string[], env: MilepostEnv): Promise<string> {
  const running = startMilepost(args, env);
  const { code, signal } = await running.ended;
  if (code !== 0) {
    throw new Error(`milepost ${args.join(' ')} ended with ${String(signal ?? code)}: ${running.stderr}`);
  }
  return running.stdout;
}

function untilEnd(child: ChildProcess): Promise<ProcessEnd> {
  const { promise, resolve, reject } = Promise.withResolvers<ProcessEnd>();
  child.once('error', reject);
  // Not `exit`: what it printed is complete only now. The engine has no end of these pipes.
  child.once('close', (code, signal) => resolve({ code, signal }));
  return promise;
}
