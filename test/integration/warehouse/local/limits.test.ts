import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openClient, post, rowsOf } from './fixture.ts';

const endless = 'select count() from numbers(1000000000000) where not ignore(sipHash64(number))';
const running = (mark: string): string =>
  `select count() as c from system.processes where query like '%${mark}%' and query not like '%system.processes%'`;

describe('a query is stopped', () => {
  // Once the answer has begun, the driver lets go of the signal: whoever reads it closes it.
  test('when its client aborts before its first row', async () => {
    const client = openClient();
    const mark = randomUUID();
    const stopped = new AbortController();
    const query = `${endless} and '${mark}' != ''`;
    const ended = client
      .query({ query, format: 'JSONEachRow', abort_signal: stopped.signal })
      .catch((error: unknown) => error);
    await expect.poll(() => rowsOf(client, running(mark)), { timeout: 10_000 }).toEqual([{ c: 1 }]);
    stopped.abort();
    expect(await ended).toBeInstanceOf(Error);
    await expect.poll(() => rowsOf(client, running(mark)), { timeout: 10_000 }).toEqual([{ c: 0 }]);
  });

  test('when it has parameters, by its client or by KILL QUERY', async () => {
    // The engine shows such a statement as it has put it together again, without comments: it was never found.
    const client = openClient();
    const [mark, query_id] = [randomUUID(), randomUUID()];
    const query = `${endless} and {mark:String} != ''`;
    const stopped = new AbortController();
    const asked = { query, query_params: { mark } };
    const aborted = client.command({ ...asked, abort_signal: stopped.signal }).catch(() => 'stopped');
    await expect.poll(() => rowsOf(client, running(mark)), { timeout: 10_000 }).toEqual([{ c: 1 }]);
    stopped.abort();
    await aborted;
    await expect.poll(() => rowsOf(client, running(mark)), { timeout: 10_000 }).toEqual([{ c: 0 }]);

    const killed = client.command({ ...asked, query_id }).catch((error: { code: string }) => error.code);
    const kill = async () => (await post({}, `kill query where query_id = '${query_id}' format CSV`)).text();
    await expect.poll(kill, { timeout: 10_000 }).toContain('waiting');
    expect(await killed).toBe('394');
  });

  test('when its reader closes the stream', async () => {
    const client = openClient();
    const mark = randomUUID();
    const result = await client.query({
      query: `select number, '${mark}' from numbers(1000000000000)`,
      format: 'CSV',
    });
    const stream = result.stream();
    for await (const rows of stream) if (rows.length > 0) break;
    await expect.poll(() => rowsOf(client, running(mark)), { timeout: 10_000 }).toEqual([{ c: 0 }]);
  });

  test.each(['', ' async', ' sync'])('by KILL QUERY%s with the id that its client gave', async (mode) => {
    const client = openClient();
    const [query_id, other_id] = [randomUUID(), randomUUID()];
    const [killed, spared] = [query_id, other_id].map((id) =>
      client.command({ query: endless, query_id: id }),
    );
    const code = killed?.then(() => 'none').catch((error: { code: string }) => error.code);
    spared?.catch(() => {});
    const kill = async (id: string): Promise<string> =>
      (await post({}, `kill query where query_id = '${id}'${mode} format CSV`)).text();
    await expect.poll(() => kill(query_id), { timeout: 10_000 }).toContain('waiting');
    expect(await code).toBe('394');
    await expect.poll(() => kill(other_id), { timeout: 10_000 }).toContain('waiting');
    expect(await kill(query_id)).toBe('');
  });

  test('after max_execution_time, with code 159 and status 408', async () => {
    const answer = await post({ max_execution_time: '0.3' }, endless);
    expect([answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([408, '159']);
  });
});

describe('memory', () => {
  const hungry = 'select groupArray(number) from numbers(200000000)';

  test('a query over its own cap is code 241', async () => {
    const capped = openClient().command({
      query: hungry,
      clickhouse_settings: { max_memory_usage: '100000000' },
    });
    await expect(capped).rejects.toMatchObject({ code: '241', type: 'MEMORY_LIMIT_EXCEEDED' });
  });

  test('each query has a quarter of the engine, and spills at half of that', async () => {
    const query = `select
      (select toUInt64(value) from system.server_settings where name = 'max_server_memory_usage') as engine,
      getSetting('max_memory_usage') as query,
      getSetting('max_bytes_before_external_group_by') as group,
      getSetting('max_bytes_before_external_sort') as sort`;
    const [row] = await rowsOf(openClient(), query);
    const { engine, ...rest }: Record<string, unknown> = { ...Object(row) };
    const quarter = Math.floor(Number(engine) / 4);
    const half = Math.floor(quarter / 2);
    expect(quarter).toBeGreaterThan(0);
    expect(rest).toEqual({ query: quarter, group: half, sort: half });
  });
});

describe('many at once', () => {
  test('sixteen queries run side by side, while the next ones wait for their turn', async () => {
    const client = openClient({ max_open_connections: 20 });
    const mark = randomUUID();
    const stopped = new AbortController();
    const queries = Array.from({ length: 20 }, async () => {
      const query = `select sleepEachRow(0.1), '${mark}' != '' from numbers(100) settings max_block_size = 1`;
      await client.command({ query, abort_signal: stopped.signal });
    });
    const all = Promise.allSettled(queries);
    // Asked beside the gate: KILL does not wait for a turn. A TEST one stops nothing.
    const kill = `kill query where query like '%${mark}%' and query not like '%system.processes%' test`;
    const count = async (): Promise<number> => (await (await post({}, kill)).text()).split('\n').length - 1;
    // Other tests hold a few of the sixteen places at times.
    await expect.poll(count, { timeout: 5_000 }).toBeGreaterThan(12);
    expect(await count()).toBeLessThanOrEqual(16);
    const next = rowsOf(openClient(), 'select 1 as one');
    stopped.abort();
    expect(await next).toEqual([{ one: 1 }]);
    await all;
  });

  test('200 small queries at once all get their own answer', async () => {
    const client = openClient({ max_open_connections: 200 });
    const ids = Array.from({ length: 200 }, (_, id) => id);
    const answers = await Promise.all(
      ids.map(async (id) => {
        const result = await client.query({
          query: 'select {id:UInt32} as id',
          query_params: { id },
          format: 'JSONEachRow',
        });
        return result.json();
      }),
    );
    expect(answers).toEqual(ids.map((id) => [{ id }]));
  });

  test('a small query does not wait for a big one', async () => {
    const client = openClient();
    const stopped = new AbortController();
    const big = client.command({ query: endless, abort_signal: stopped.signal }).catch(() => 'stopped');
    const startedAt = performance.now();
    await rowsOf(client, 'select 1');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    stopped.abort();
    expect(await big).toBe('stopped');
  });

  test('the same id twice at once is code 216', async () => {
    const query_id = randomUUID();
    const stopped = new AbortController();
    const first = openClient()
      .command({ query: `${endless} and '${query_id}' != ''`, query_id, abort_signal: stopped.signal })
      .catch(() => 'stopped');
    await expect.poll(() => rowsOf(openClient(), running(query_id)), { timeout: 10_000 }).toEqual([{ c: 1 }]);
    const again = async (): Promise<string | null> =>
      (await post({ query_id, max_execution_time: '0.1' }, 'select 1')).headers.get(
        'x-clickhouse-exception-code',
      );
    expect(await again()).toBe('216');
    stopped.abort();
    await first;
    await expect.poll(again, { timeout: 10_000 }).toBeNull();
  });
});
