import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { readEngineFile } from '../../../warehouse/local/engine-file.ts';

const run = promisify(execFile);

export interface Tree {
  /** Sends SIGKILL to all but the root, whose parent does that. */
  kill(): void;
  /** Resolves when none is left. */
  gone(): Promise<void>;
}

/**
 * Finds what belongs to a process: all that descend from it, and the engine of its data directory, which it may
 * have found running. An engine is taken for one only while its command line says so: a pid may have a new owner.
 */
export async function treeOf(root: number, dataDir: string): Promise<Tree> {
  const processes = await listProcesses();
  const pids = new Set<number>();
  const collect = (parent: number): void => {
    for (const { pid, parentPid } of processes) {
      if (parentPid !== parent || pids.has(pid)) continue;
      pids.add(pid);
      collect(pid);
    }
  };
  collect(root);
  const enginePid = (await readEngineFile(dataDir))?.pid;
  const engine = processes.find(({ pid }) => pid === enginePid);
  if (engine?.command.includes('warehouse/local/main.ts') === true) pids.add(engine.pid);
  return {
    kill() {
      for (const pid of pids) signal(pid, 'SIGKILL');
    },
    gone: () => vi.waitFor(() => requireGone(pids), { timeout: 10_000, interval: 20 }),
  };
}

interface Listed {
  pid: number;
  parentPid: number;
  command: string;
}

async function listProcesses(): Promise<Listed[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,args='], { maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parentPid, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parentPid: Number(parentPid), command }];
  });
}

function requireGone(pids: ReadonlySet<number>): void {
  for (const pid of pids) {
    if (signal(pid, 0)) throw new Error(`Process ${pid} is still there`);
  }
}

function signal(pid: number, name: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
