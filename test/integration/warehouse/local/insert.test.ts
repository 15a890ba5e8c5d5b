import { Readable } from 'node:stream';
import type { ClickHouseClient, DataFormat } from '@clickhouse/client';
import { describe, expect, test } from 'vitest';
import { createTable, openClient, post, rowsOf } from './fixture.ts';

type Values = Parameters<ClickHouseClient['insert']>[0]['values'];

const rows = [
  { id: 1, name: 'one' },
  { id: 2, name: 'two' },
];
const columns = "id UInt32, name String default 'none'";

describe('values of the official client', () => {
  test.each<[DataFormat, Values]>([
    ['JSONEachRow', rows],
    ['JSONCompactEachRow', [[1, 'one'], [2, 'two']]],
    ['JSONCompactEachRowWithNames', [['name', 'id'], ['one', 1], ['two', 2]]],
    ['JSONCompactStringsEachRow', [['1', 'one'], ['2', 'two']]],
    ['JSONStringsEachRow', [{ id: '1', name: 'one' }, { id: '2', name: 'two' }]],
    ['JSON', { meta: [{ name: 'id', type: 'UInt32' }, { name: 'name', type: 'String' }], data: rows }],
    ['JSONObjectEachRow', { a: rows[0], b: rows[1] }],
  ])('%s', async (format, values) => {
    const client = openClient();
    const table = await createTable(client, columns);
    await client.insert({ table, values, format });
    expect(await rowsOf(client, `select * from ${table} order by id`)).toEqual(rows);
  }); // prettier-ignore

  test.each([
    ['CSV', '1,one\n2,"two"\n'],
    ['CSVWithNames', 'name,id\none,1\ntwo,2\n'],
    ['TabSeparated', '1\tone\n2\ttwo\n'],
    ['TabSeparatedWithNames', 'name\tid\none\t1\ntwo\t2\n'],
  ] as const)('%s as a stream', async (format, text) => {
    const client = openClient();
    const table = await createTable(client, columns);
    await client.insert({ table, values: Readable.from(text, { objectMode: false }), format });
    expect(await rowsOf(client, `select * from ${table} order by id`)).toEqual(rows);
  });

  test('nothing to insert is nothing done', async () => {
    const client = openClient();
    const table = await createTable(client, columns);
    expect(await client.insert({ table, values: [], format: 'JSONEachRow' })).toMatchObject({
      executed: false,
    });
    await client.insert({ table, values: Readable.from([]), format: 'JSONEachRow' });
    expect(await rowsOf(client, `select * from ${table}`)).toEqual([]);
  });

  test('some of the columns, or all but some', async () => {
    const client = openClient();
    const table = await createTable(client, columns);
    await client.insert({ table, values: [[1]], columns: ['id'] });
    await client.insert({ table, values: [[2]], columns: { except: ['name'] } });
    expect(await rowsOf(client, `select * from ${table} order by id`)).toEqual([
      { id: 1, name: 'none' },
      { id: 2, name: 'none' },
    ]);
  });

  test('the summary counts them, and the query id is the given one', async () => {
    const client = openClient();
    const table = await createTable(client, columns);
    const result = await client.insert({
      table,
      values: rows,
      format: 'JSONEachRow',
      query_id: `insert-${table}`,
    });
    expect(result).toMatchObject({
      executed: true,
      query_id: `insert-${table}`,
      summary: { written_rows: '2' },
    });
    expect(result.response_headers['x-clickhouse-query-id']).toBe(`insert-${table}`);
  });

  test('dates, also in the best-effort notation', async () => {
    const client = openClient();
    const table = await createTable(client, "at DateTime64(3, 'UTC')");
    const clickhouse_settings = { date_time_input_format: 'best_effort' } as const;
    const at = new Date('2026-02-03T04:05:06.789Z');
    await client.insert({ table, values: [{ at }], format: 'JSONEachRow', clickhouse_settings });
    expect(await rowsOf(client, `select * from ${table}`)).toEqual([{ at: '2026-02-03 04:05:06.789' }]);
  });

  test('two dozen inserts at once all arrive', async () => {
    const client = openClient({ max_open_connections: 24 });
    const table = await createTable(client, columns);
    const ids = Array.from({ length: 24 }, (_, id) => id);
    await Promise.all(ids.map((id) => client.insert({ table, values: [{ id }], format: 'JSONEachRow' })));
    expect(await rowsOf(client, `select count() as c, sum(id) as s from ${table}`)).toEqual([
      { c: 24, s: 276 },
    ]);
  });

  test('quoted names and names with a database', async () => {
    const client = openClient();
    await client.command({
      query: 'create or replace table `odd "name" (values)` (`select` UInt8) engine = Memory',
    });
    const table = 'milepost.`odd "name" (values)`';
    await client.insert({ table, values: [{ select: 1 }], columns: ['`select`'], format: 'JSONEachRow' });
    expect(await rowsOf(client, `select * from ${table}`)).toEqual([{ select: 1 }]);
  });
});

describe('statement and rows', () => {
  test.each([
    ['rows in the body, the statement in the URL', (t: string) => [`insert into ${t} format CSV`, '1,one\n2,two\n']],
    ['both in the body', (t: string) => ['', `insert into ${t} format CSV\n1,one\n2,two`]],
    ['both in the body, Windows line end', (t: string) => ['', `insert into ${t} format CSV\r\n1,one\n2,two`]],
    ['VALUES in the body', (t: string) => ['', `insert into ${t} values (1, 'one'), (2, 'two')`]],
    ['VALUES split between URL and body', (t: string) => [`insert into ${t} (id, name) values`, "(1,'one'),(2,'two')"]],
    ['VALUES with expressions', (t: string) => ['', `insert into ${t} values (2 - 1, lower('ONE')), (2, 'two');`]],
    ['settings in the statement', (t: string) => ['', `insert into ${t} settings input_format_skip_unknown_fields = 1 format JSONEachRow {"id":1,"name":"one","x":1} {"id":2,"name":"two"}`]],
    ['settings before VALUES', (t: string) => ['', `insert into ${t} settings max_threads = 1 values (1, 'one'), (2, 'two')`]],
    ['INSERT ... SELECT', (t: string) => ['', `insert into ${t} select number + 1, ['one', 'two'][number + 1] from numbers(2)`]],
    ['WITH before SELECT', (t: string) => ['', `insert into ${t} with 1 as x select number + x, ['one', 'two'][number + 1] from numbers(2)`]],
    ['SELECT in brackets with columns', (t: string) => ['', `insert into ${t} (id, name) (select number + 1, ['one', 'two'][number + 1] from numbers(2))`]],
    ['rows through input()', (t: string) => [`insert into ${t} select i - 9, upper(n) from input('i UInt8, n String') format CSV`, '10,one\n11,two\n']],
    ['comments everywhere', (t: string) => ['', `/* values */ insert -- format\ninto /* x */ ${t} format TSV\n1\tone\n2\ttwo\n`]],
  ])('%s', async (_reason, make) => {
    const client = openClient();
    const table = await createTable(client, columns);
    const [query, body] = make(table);
    const answer = await post(query === '' ? {} : { query: query ?? '' }, body ?? '');
    expect([await answer.text(), answer.status]).toEqual(['', 200]);
    expect(await rowsOf(client, `select id, lower(name) as name from ${table} order by id`)).toEqual(rows);
  }); // prettier-ignore

  test('INSERT ... SELECT counts what it wrote, views included', async () => {
    const client = openClient();
    const source = await createTable(client, columns);
    const target = await createTable(client, columns);
    await client.command({
      query: `create materialized view ${target}_view to ${target} as select * from ${source}`,
    });
    const query = `insert into ${source} (id) select number from numbers(1000)`;
    expect(await client.command({ query })).toMatchObject({ summary: { written_rows: '2000' } });
    expect(await rowsOf(client, `select count() as c from ${target}`)).toEqual([{ c: 1000 }]);
  });
});

describe('rows that cannot be', () => {
  test.each([
    ['a row that breaks off', '{"id":1}\n{"id":', 500, /^Code: 32\. .*ATTEMPT_TO_READ_AFTER_EOF/],
    ['a wrong type', '{"id":1}\n{"id":"many"}\n', 400, /^Code: 27\. .*\(at row 2\)/s],
    ['an unknown column', '{"id":1,"nope":2}\n', 400, /^Code: 117\. .*nope.*\(at row 1\)/s],
  ])('%s: nothing is stored, the reason is given', async (_reason, body, status, reason) => {
    const client = openClient();
    const table = await createTable(client, columns);
    const query = `insert into ${table} format JSONEachRow`;
    const answer = await post({ query, input_format_skip_unknown_fields: '0' }, body);
    const text = await answer.text();
    expect([answer.status, text]).toEqual([status, expect.stringMatching(reason)]);
    expect(text).not.toContain('/pipes/');
    expect(await rowsOf(client, `select * from ${table}`)).toEqual([]);
  });

  test('an unknown table is told at once, even in the middle of a long body', async () => {
    const client = openClient();
    const values = Readable.from(Array.from({ length: 50000 }, (_, id) => ({ id, name: 'x'.repeat(100) })));
    const insert = client.insert({ table: 'nope', values, format: 'JSONEachRow' });
    await expect(insert).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
  });

  test('a body that breaks off stores nothing', async () => {
    const client = openClient();
    const table = await createTable(client, columns);
    const stopped = new AbortController();
    function* forever(): Generator<object> {
      for (let id = 0; ; id += 1) {
        if (id === 20000) stopped.abort();
        yield { id, name: 'x' };
      }
    }
    const query_id = `broken-${table}`;
    const abort_signal = stopped.signal;
    const insert = client.insert({ table, values: Readable.from(forever()), format: 'JSONEachRow', abort_signal, query_id });
    await expect(insert).rejects.toThrow(/abort/i);
    // The same id again is accepted when the first one is over.
    await expect
      .poll(() => client.query({ query: 'select 1', query_id }).then((result) => result.text(), () => ''), { timeout: 10_000 })
      .not.toBe('');
    expect(await rowsOf(client, `select count() as c from ${table}`)).toEqual([{ c: 0 }]);
  }); // prettier-ignore
});
