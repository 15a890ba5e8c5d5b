import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openClient, post, rowsOf } from './fixture.ts';

const code = (answer: Response): string | null => answer.headers.get('x-clickhouse-exception-code');
const text = async (search: Record<string, string>, query: string): Promise<string> =>
  (await post(search, query)).text();

describe('a session', () => {
  test('keeps temporary tables for the official client', async () => {
    const client = openClient({ session_id: randomUUID() });
    await client.command({ query: 'create temporary table session_kept (x UInt8)' });
    await client.insert({ table: 'session_kept', values: [{ x: 1 }, { x: 2 }], format: 'JSONEachRow' });
    expect(await rowsOf(client, 'select sum(x) as s from session_kept')).toEqual([{ s: 3 }]);
    await expect(openClient().query({ query: 'select * from session_kept' })).rejects.toMatchObject({
      code: '60',
    });
    const other = openClient({ session_id: randomUUID() });
    await expect(other.query({ query: 'select * from session_kept' })).rejects.toMatchObject({ code: '60' });
  });

  test('keeps what SET and USE say', async () => {
    const session_id = randomUUID();
    await text({ session_id }, 'set max_block_size = 4321');
    await text({ session_id }, 'use system');
    expect(await text({ session_id }, "select getSetting('max_block_size'), currentDatabase()")).toBe(
      '4321\tsystem\n',
    );
  });

  test('does not keep the settings, the database and the parameters of a request', async () => {
    const session_id = randomUUID();
    await text({ session_id }, 'set max_block_size = 4321');
    const own = { max_block_size: '99', max_threads: '1', database: 'system', param_x: '5' };
    const query =
      "select getSetting('max_block_size'), getSetting('max_threads'), currentDatabase(), {x:UInt8}";
    expect(await text({ session_id, ...own }, query)).toBe('99\t1\tsystem\t5\n');
    const again = "select getSetting('max_block_size'), getSetting('max_threads') > 1, currentDatabase()";
    expect(await text({ session_id }, again)).toBe('4321\t1\tmilepost\n');
    expect(code(await post({ session_id }, 'select {x:UInt8}'))).toBe('456');
  });

  test('used twice at once is code 373', async () => {
    const session_id = randomUUID();
    const first = post({ session_id }, 'select sleep(1)');
    await expect.poll(async () => code(await post({ session_id }, 'select 1')), { interval: 20 }).toBe('373');
    expect((await first).status).toBe(200);
    expect(await text({ session_id }, 'select 1')).toBe('1\n');
  });

  test('that must be there already is code 372 when it is not', async () => {
    const session_id = randomUUID();
    expect(code(await post({ session_id, session_check: '1' }, 'select 1'))).toBe('372');
    await text({ session_id }, 'select 1');
    expect(code(await post({ session_id, session_check: '1' }, 'select 1'))).toBeNull();
  });

  test('ends when it is idle for its timeout, or is told to', async () => {
    const [idle, closed] = [randomUUID(), randomUUID()];
    await text({ session_id: idle, session_timeout: '1' }, 'create temporary table session_kept (x UInt8)');
    await text({ session_id: closed, close_session: '1' }, 'create temporary table session_kept (x UInt8)');
    expect(code(await post({ session_id: closed, session_check: '1' }, 'select 1'))).toBe('372');
    // Each look at it starts its timeout anew, so the looks are further apart than that.
    const look = async (): Promise<string | null> =>
      code(await post({ session_id: idle, session_timeout: '1', session_check: '1' }, 'select 1'));
    await expect.poll(look, { interval: 1_300, timeout: 10_000 }).toBe('372');
  });

  test.each(['-1', '3601', 'long'])('a timeout of %s is refused', async (session_timeout) => {
    expect(code(await post({ session_id: randomUUID(), session_timeout }, 'select 1'))).toBe('374');
  });
});
