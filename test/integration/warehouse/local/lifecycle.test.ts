import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createSilentLog } from '../../../../infra/log.ts';
import { attachEngine, type AttachedEngine } from '../../../../warehouse/local/attach.ts';

/** A directory that is removed when the engine in it has left: finishers run in reverse order. */
async function createDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'milepost-lifecycle-'));
  onTestFinished(async () => {
    const [, pid = '0'] =
      /"pid":(\d{2,})/.exec(await readFile(join(dataDir, 'engine.json'), 'utf8').catch(() => '')) ?? [];
    await vi.waitUntil(() => pid === '0' || !isAlive(Number(pid)), { timeout: 10_000 });
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return dataDir;
}

async function attach(dataDir: string): Promise<AttachedEngine> {
  const engine = await attachEngine({ dataDir, log: createSilentLog(), memoryShare: 0.1, graceMs: 200 });
  onTestFinished(() => engine.close());
  return engine;
}

function openClient(url: string): ClickHouseClient {
  const client = createClient({ url, log: { level: ClickHouseLogLevel.OFF } });
  onTestFinished(() => client.close());
  return client;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const isAnswering = async (client: ClickHouseClient): Promise<boolean> =>
  (await client.ping({ select: true })).success;

describe('starting', () => {
  test('is done in under two seconds, and what it needs is private', async () => {
    const dataDir = await createDataDir();
    const startedAt = performance.now();
    const engine = await attach(dataDir);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await isAnswering(openClient(engine.url))).toBe(true);
    expect(new URL(engine.url)).toMatchObject({
      hostname: '127.0.0.1',
      username: 'milepost',
      pathname: '/milepost',
    });
    expect((await stat(join(dataDir, 'engine.json'))).mode & 0o777).toBe(0o600);
  });

  test('by several at once ends with one engine', async () => {
    const dataDir = await createDataDir();
    const engines = await Promise.all([attach(dataDir), attach(dataDir), attach(dataDir)]);
    expect(new Set(engines.map((engine) => engine.pid)).size).toBe(1);
    expect(new Set(engines.map((engine) => engine.url)).size).toBe(1);
  });

  test('finds the same port, password and data again', async () => {
    const dataDir = await createDataDir();
    const first = await attach(dataDir);
    await openClient(first.url).command({
      query: 'create table kept engine = MergeTree order by x as select 7 as x',
    });
    await first.close();
    await expect.poll(() => isAlive(first.pid), { timeout: 10_000 }).toBe(false);
    const second = await attach(dataDir);
    expect([second.url, second.pid === first.pid]).toEqual([first.url, false]);
    const rows = await openClient(second.url).query({ query: 'select x from kept', format: 'JSONEachRow' });
    expect(await rows.json()).toEqual([{ x: 7 }]);
  });

  test('takes another port when somebody else has the old one by now', async () => {
    const dataDir = await createDataDir();
    const first = await attach(dataDir);
    const port = Number(new URL(first.url).port);
    await first.close();
    await expect.poll(() => isAlive(first.pid), { timeout: 10_000 }).toBe(false);
    const squatter = createServer((_request, response) => response.writeHead(200).end('hello'));
    await once(squatter.listen(port, '127.0.0.1'), 'listening');
    onTestFinished(() => void squatter.close());
    const second = await attach(dataDir);
    expect(Number(new URL(second.url).port)).not.toBe(port);
    expect(await isAnswering(openClient(second.url))).toBe(true);
  });

  test.each(['{', '{}', '{"port":1,"pid":1,"user":"a","password":"b"}'])(
    'a broken or outdated engine.json (%s) is no obstacle',
    async (text) => {
      const dataDir = await createDataDir();
      await writeFile(join(dataDir, 'engine.json'), text);
      expect(await isAnswering(openClient((await attach(dataDir)).url))).toBe(true);
    },
  );
});

describe('starting is impossible, with the cause and the way out', () => {
  test('in a directory under a file', async () => {
    const dataDir = await createDataDir();
    await writeFile(join(dataDir, 'file'), '');
    await expect(attach(join(dataDir, 'file', 'data'))).rejects.toMatchObject({
      code: 'data_directory_unwritable',
      message: expect.stringMatching(/MILEPOST_DATA|CLICKHOUSE_URL/),
    });
  });

  test('where nothing can be made, not even by root', async () => {
    await expect(attach('/sys/milepost')).rejects.toMatchObject({ code: 'data_directory_unwritable' });
  });

  test('when the store cannot be opened', async () => {
    const dataDir = await createDataDir();
    await mkdir(join(dataDir, 'engine'), { recursive: true });
    await writeFile(join(dataDir, 'engine', 'store'), 'not a directory');
    await expect(attach(dataDir)).rejects.toMatchObject({
      code: 'engine_failed',
      message: expect.stringContaining('engine.log'),
    });
  });
});

describe('leaving', () => {
  test('happens when the last process has gone, not before', async () => {
    const dataDir = await createDataDir();
    const [first, second] = [await attach(dataDir), await attach(dataDir)];
    await first.close();
    expect(await isAnswering(openClient(second.url))).toBe(true);
    await second.close();
    await expect.poll(() => isAlive(second.pid), { timeout: 10_000 }).toBe(false);
  });

  test('happens when the last process was killed', async () => {
    const dataDir = await createDataDir();
    const script = `
      const { attachEngine } = await import(${JSON.stringify(new URL('../../../../warehouse/local/attach.ts', import.meta.url).href)});
      const { createSilentLog } = await import(${JSON.stringify(new URL('../../../../infra/log.ts', import.meta.url).href)});
      const engine = await attachEngine({ dataDir: process.argv[1], log: createSilentLog(), graceMs: 200 });
      process.stdout.write(String(engine.pid));
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
      cwd: fileURLToPath(new URL('../../../../', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await once(child.stdout, 'data');
    const pid = Number(String(output));
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
});

describe('killed with -9', () => {
  test('it loses no acknowledged insert and comes back under the same URL', async () => {
    const dataDir = await createDataDir();
    const engine = await attach(dataDir);
    const client = openClient(engine.url);
    await client.command({ query: 'create table received (id UInt32) engine = MergeTree order by id' });
    const acknowledged: number[] = [];
    const { pid } = engine;
    for (let id = 0; id < 500; id += 1) {
      await client.insert({ table: 'received', values: [{ id }], format: 'JSONEachRow' });
      acknowledged.push(id);
    }
    const more = Array.from({ length: 50 }, async (_, index) => {
      await client.insert({ table: 'received', values: [{ id: 1000 + index }], format: 'JSONEachRow' });
      acknowledged.push(1000 + index);
    });
    process.kill(pid, 'SIGKILL');
    await Promise.allSettled(more);
    await expect.poll(() => isAnswering(client), { timeout: 15_000 }).toBe(true);
    expect(engine.pid).not.toBe(pid);
    const result = await client.query({
      query: 'select id from received order by id',
      format: 'JSONEachRow',
    });
    const stored = (await result.json<{ id: number }>()).map((row) => row.id);
    expect(stored).toEqual(expect.arrayContaining(acknowledged));
    expect(new Set(stored).size).toBe(stored.length);
  });

  test('what it wrote of an unfinished insert is nothing or whole blocks', async () => {
    const dataDir = await createDataDir();
    const engine = await attach(dataDir);
    const client = openClient(engine.url);
    await client.command({ query: 'create table received (id UInt64) engine = MergeTree order by id' });
    const insert = client.command({ query: 'insert into received select number from numbers(30000000)' });
    const ended = insert.then(() => 'stored').catch(() => 'lost');
    await expect.poll(() => isAnswering(client)).toBe(true);
    process.kill(engine.pid, 'SIGKILL');
    expect(await ended).toBe('lost');
    await expect.poll(() => isAnswering(client), { timeout: 15_000 }).toBe(true);
    const query = 'select count() as c, uniqExact(id) as u from received';
    const [row] = await (
      await client.query({ query, format: 'JSONEachRow' })
    ).json<{ c: number; u: number }>();
    expect(row?.c).toBe(row?.u);
  });

  test('its log and its password outlive it', async () => {
    const dataDir = await createDataDir();
    const engine = await attach(dataDir);
    const before = await readFile(join(dataDir, 'engine.json'), 'utf8');
    const { pid } = engine;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => engine.pid, { timeout: 15_000 }).not.toBe(pid);
    const after = await readFile(join(dataDir, 'engine.json'), 'utf8');
    expect(JSON.parse(after)).toEqual({ ...JSON.parse(before), pid: engine.pid });
    expect(await readFile(join(dataDir, 'engine', 'engine.log'), 'utf8')).toMatch(/ready[^]*ready/);
  });
});
