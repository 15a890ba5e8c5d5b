import { request, type IncomingMessage } from 'node:http';
import type { EngineFile } from './engine-file.ts';

/** A hold on a running engine: it stays as long as this connection does. */
export interface Lease {
  pid: number;
  /** Resolves when the engine is gone or `release` was called. */
  ended: Promise<void>;
  release(): void;
}

/**
 * Takes a hold on the engine that a data directory names.
 *
 * @returns undefined when nobody answers there, or somebody else
 */
export function takeLease(file: EngineFile, timeoutMs: number): Promise<Lease | undefined> {
  return new Promise((resolve) => {
    const call = request({
      host: '127.0.0.1',
      port: file.port,
      path: '/milepost/lease',
      auth: `${file.user}:${file.password}`,
      agent: false,
    });
    const timer = setTimeout(() => call.destroy(), timeoutMs);
    call.once('error', () => resolve(undefined));
    call.once('close', () => resolve(undefined));
    call.once('response', (response: IncomingMessage) => {
      clearTimeout(timer);
      const pid = Number(response.headers['x-milepost-engine']);
      if (response.statusCode !== 200 || !Number.isInteger(pid)) {
        call.destroy();
        return;
      }
      const ended = new Promise<void>((done) => {
        response.once('close', done);
        response.once('error', () => done());
      });
      response.resume();
      response.socket.setKeepAlive(true, 10_000);
      // A command that is done must not be kept alive by its hold.
      response.socket.unref();
      resolve({ pid, ended, release: () => call.destroy() });
    });
    call.end();
  });
}
