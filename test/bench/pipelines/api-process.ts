import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createDevelopmentIssuer } from '../../../infra/auth/development-issuer.ts';

/** The API as a process of its own, on the engine of a data directory. */
export interface ApiProcess {
  pid: number;
  /** Asks as an admin; resolves to the answer's JSON. */
  get(path: string): Promise<unknown>;
  close(): Promise<void>;
}

const script = fileURLToPath(new URL('../../../milepost.ts', import.meta.url));

/**
 * Starts `milepost api` on any free port.
 *
 * @throws {Error} with what it printed when it ends instead of listening.
 */
export async function startApiProcess(dataDir: string): Promise<ApiProcess> {
  const child = spawn(process.execPath, [script, 'api'], {
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
  let printed = '';
  const listening = Promise.withResolvers<URL>();
  const listen = (text: string): void => {
    printed += text;
    const [, address] = /(http:\/\/\S+)\/readyz/.exec(printed) ?? [];
    if (address !== undefined) listening.resolve(new URL(address));
  };
  child.stdout.setEncoding('utf8').on('data', listen);
  child.stderr.setEncoding('utf8').on('data', listen);
  const ended = once(child, 'exit');
  const address = await Promise.race([
    listening.promise,
    ended.then(() => Promise.reject(new Error(`The API ended: ${printed}`))),
  ]);
  const issuer = await createDevelopmentIssuer(dataDir);
  const token = await issuer.sign({ sub: 'bench', role: 'admin' }, 86_400);
  const agent = new Agent({ keepAlive: true });
  return {
    pid: child.pid ?? 0,
    get: (path) => getJson(new URL(path, address), { agent, headers: { authorization: `Bearer ${token}` } }),
    close: async () => {
      agent.destroy();
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function getJson(url: URL, options: { agent: Agent; headers: Record<string, string> }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${url.pathname} answered ${answer.statusCode}: ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
