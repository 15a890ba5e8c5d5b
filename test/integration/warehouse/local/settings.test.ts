import { describe, expect, test } from 'vitest';
import { createTable, openClient, post, rowsOf } from './fixture.ts';

async function settingOf(search: Record<string, string>, name: string): Promise<string> {
  return (await (await post(search, `select getSetting('${name}')`)).text()).trim();
}

describe('settings of a query', () => {
  test('hold for it', async () => {
    const result = await openClient().query({
      query: 'select number from numbers(10) limit 5',
      format: 'JSONEachRow',
      clickhouse_settings: { limit: '2', output_format_json_quote_64bit_integers: 1 },
    });
    expect(await result.json()).toEqual([{ number: '0' }, { number: '1' }]);
  });

  test('hold for nobody else', async () => {
    expect(await settingOf({ max_block_size: '777' }, 'max_block_size')).toBe('777');
    expect(await settingOf({}, 'max_block_size')).not.toBe('777');
  });

  test('leak in neither direction among many at once', async () => {
    const values = Array.from({ length: 40 }, (_, index) => String(1000 + index));
    const seen = await Promise.all(
      values.map((value) => settingOf({ max_block_size: value }, 'max_block_size')),
    );
    expect(seen).toEqual(values);
  });

  test('SET without a session ends with its request', async () => {
    await (await post({}, 'set max_block_size = 778')).text();
    expect(await settingOf({}, 'max_block_size')).not.toBe('778');
  });

  test('an insert deduplication token is not sticky', async () => {
    const client = openClient();
    const table = await createTable(client, 'id UInt32');
    const clickhouse_settings = { insert_deduplication_token: 'once' };
    await client.insert({ table, values: [{ id: 1 }], format: 'JSONEachRow', clickhouse_settings });
    await client.insert({ table, values: [{ id: 2 }], format: 'JSONEachRow' });
    expect(await rowsOf(client, `select count() as c from ${table}`)).toEqual([{ c: 2 }]);
  });

  test('maps and quotes are passed whole', async () => {
    const result = await openClient().query({
      query: 'select number from numbers(3)',
      format: 'JSONEachRow',
      clickhouse_settings: { log_comment: `it's \\ "so"; drop`, additional_result_filter: 'number != 1' },
    });
    expect(await result.json()).toEqual([{ number: 0 }, { number: 2 }]);
    expect(await settingOf({ log_comment: `it's \\ "so"` }, 'log_comment')).toBe(`it\\'s \\\\ "so"`);
  });

  test.each([
    ['an unknown one', { no_such_setting: '1' }, 115, 404],
    ['one that is no name', { 'x; drop table t': '1' }, 115, 404],
    ['a value that does not fit', { max_threads: 'many' }, 27, 400],
  ])('%s is refused', async (_reason, search, code, status) => {
    const answer = await post(search, 'select 1');
    expect([answer.headers.get('x-clickhouse-exception-code'), answer.status]).toEqual([
      String(code),
      status,
    ]);
  });
});

describe('the database', () => {
  test('of the URL holds, and others can be made', async () => {
    const client = openClient();
    await client.command({ query: 'create database if not exists other' });
    await client.command({ query: 'create or replace table other.here (x UInt8) engine = Memory' });
    const other = openClient({ database: 'other' });
    expect(await rowsOf(other, 'select currentDatabase() as name')).toEqual([{ name: 'other' }]);
    expect(await rowsOf(other, 'show tables')).toEqual([{ name: 'here' }]);
    await expect(client.query({ query: 'select * from here' })).rejects.toMatchObject({ code: '60' });
    await client.command({ query: 'drop database other' });
  });

  test('is milepost, an Atomic one, by default; X-ClickHouse-Database names another', async () => {
    const query = 'select name, engine from system.databases where name = currentDatabase()';
    expect(await (await post({}, query)).text()).toBe('milepost\tAtomic\n');
    const headers = { 'X-ClickHouse-Database': 'system' };
    expect(await (await post({}, 'select currentDatabase()', { headers })).text()).toBe('system\n');
  });

  test('that is unknown is code 81', async () => {
    const client = openClient({ database: 'nope' });
    await expect(client.query({ query: 'select 1' })).rejects.toMatchObject({ code: '81' });
  });
});

describe('reading only', () => {
  test('GET reads', async () => {
    const answer = await post({ query: 'select 1' }, null, { method: 'GET' });
    expect(await answer.text()).toBe('1\n');
  });

  test.each(['create table got (x UInt8) engine = Memory', 'insert into kept values (1)', 'drop table kept'])(
    'GET refuses: %s',
    async (query) => {
      await openClient().command({ query: 'create table if not exists kept (x UInt8) engine = Memory' });
      const answer = await post({ query }, null, { method: 'GET' });
      expect(answer.headers.get('x-clickhouse-exception-code')).toBe('164');
    },
  );

  test('readonly holds for POST, also in a session', async () => {
    const query = 'create table got (x UInt8) engine = Memory';
    const codes = [post({ readonly: '1' }, query), post({ readonly: '1', session_id: 'readonly' }, query)];
    const answers = await Promise.all(codes);
    expect(answers.map((answer) => answer.headers.get('x-clickhouse-exception-code'))).toEqual([
      '164',
      '164',
    ]);
    expect(await (await post({ session_id: 'readonly' }, 'select 1')).text()).toBe('1\n');
  });
});
