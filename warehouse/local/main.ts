/**
 * The engine's own process: chDB behind HTTP on 127.0.0.1. `attach.ts` starts it, with what it needs to know in
 * the environment; it leaves when no process has held a lease for the grace period.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { codeOf, messageOf } from '../../infra/errors.ts';
import { createLog } from '../../infra/log.ts';
import { readEngineFile, writeEngineFile } from './engine-file.ts';
import { openEngine } from './engine.ts';
import { createLeases } from './leases.ts';
import { createEngineServer } from './server.ts';
import { readTask } from './task.ts';

const stallMs = 60_000;
const closeMs = 5_000;
const user = 'milepost';

/** Listens on the port that attached processes know, or on any if that one is taken by now. */
async function listen(server: Server, port: number): Promise<number> {
  server.listen({ host: '127.0.0.1', port });
  try {
    await once(server, 'listening');
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE' || port === 0) throw error;
    return listen(server, 0);
  }
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return address.port;
}

/** Tells the process that waits for the start how it went, and lets it go. */
function report(message: object): void {
  process.send?.(message, undefined, {}, () => process.disconnect?.());
}

/**
 * Ends at once. `process.exit` would wait for every thread of the pool, so for a statement that does not stop;
 * nothing is lost, because whatever was acknowledged is on the disk.
 */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

async function main(): Promise<void> {
  const log = createLog('info');
  const task = readTask(process.env);
  try {
    const engine = await openEngine({ ...task, queriesAtOnce: 16, queriesWaiting: 1000 }, log);
    const before = await readEngineFile(task.dataDir);
    const password = before?.password ?? randomBytes(24).toString('base64url');
    const leave = (reason: string): void => {
      log.info({ reason }, 'the engine leaves');
      server.close(die);
      server.closeIdleConnections();
      setTimeout(die, closeMs);
    };
    const leases = createLeases(task.graceMs, () => leave('no process holds a lease'));
    const options = {
      account: { user, password },
      version: engine.version,
      timezone: engine.timezone,
      stallMs,
    };
    const server = createEngineServer(options, engine.queries, leases);
    process.once('SIGTERM', () => leave('SIGTERM'));
    const port = await listen(server, before?.port ?? 0);
    await writeEngineFile(task.dataDir, { port, pid: process.pid, user, password });
    leases.start();
    log.info({ port, version: engine.version, memoryBytes: task.memoryBytes }, 'the engine is ready');
    report({ ready: true });
  } catch (error) {
    log.fatal({ err: error }, 'the engine could not start');
    report({ ready: false, message: messageOf(error) });
    setTimeout(() => process.exit(1), 200);
  }
}

await main();
