import { describe, expect, test } from 'vitest';
import { createTable, openClient, post, rowsOf } from './fixture.ts';

const two = 'select number as n, toString(number) as s from numbers(2)';

describe('formats of the official client', () => {
  test.each([
    ['JSONEachRow', [{ n: 0, s: '0' }, { n: 1, s: '1' }]],
    ['JSONCompactEachRow', [[0, '0'], [1, '1']]],
    ['JSONStringsEachRow', [{ n: '0', s: '0' }, { n: '1', s: '1' }]],
    ['JSONCompactStringsEachRow', [['0', '0'], ['1', '1']]],
    ['JSONCompactEachRowWithNames', [['n', 's'], [0, '0'], [1, '1']]],
    ['JSONCompactEachRowWithNamesAndTypes', [['n', 's'], ['UInt64', 'String'], [0, '0'], [1, '1']]],
    ['JSONObjectEachRow', { row_1: { n: 0, s: '0' }, row_2: { n: 1, s: '1' } }],
    ['JSONColumnsWithMetadata', { data: { n: [0, 1], s: ['0', '1'] }, rows: 2 }],
  ] as const)('%s', async (format, expected) => {
    const result = await openClient().query({ query: two, format });
    const json: unknown = await result.json();
    expect(json).toMatchObject(expected);
  }); // prettier-ignore

  test.each([
    ['JSON', { data: [{ n: 0, s: '0' }, { n: 1, s: '1' }] }],
    ['JSONCompact', { data: [[0, '0'], [1, '1']] }],
    ['JSONStrings', { data: [{ n: '0', s: '0' }, { n: '1', s: '1' }] }],
  ] as const)('%s has its meta, its rows and their count', async (format, expected) => {
    const result = await openClient().query({ query: two, format });
    const meta = [{ name: 'n', type: 'UInt64' }, { name: 's', type: 'String' }];
    expect(await result.json()).toMatchObject({ ...expected, meta, rows: 2 });
  }); // prettier-ignore

  test.each([
    ['CSV', '0,"0"\n1,"1"\n'],
    ['CSVWithNames', '"n","s"\n0,"0"\n1,"1"\n'],
    ['CSVWithNamesAndTypes', '"n","s"\n"UInt64","String"\n0,"0"\n1,"1"\n'],
    ['TabSeparated', '0\t0\n1\t1\n'],
    ['TabSeparatedWithNames', 'n\ts\n0\t0\n1\t1\n'],
    ['CustomSeparated', '0\t0\n1\t1\n'],
  ] as const)('%s', async (format, expected) => {
    const result = await openClient().query({ query: two, format });
    expect(await result.text()).toBe(expected);
  });

  test.each(['Parquet', 'ArrowStream', 'Native', 'RowBinary', 'Avro', 'ORC'])(
    '%s comes back as it went',
    async (format) => {
      const bytes = await (await post({ query: `${two} format ${format}` }, null)).arrayBuffer();
      const client = openClient();
      const table = await createTable(client, 'n UInt64, s String');
      const answer = await post({ query: `insert into ${table} format ${format}` }, bytes);
      expect([answer.status, await answer.text()]).toEqual([200, '']);
      expect(await rowsOf(client, `select * from ${table} order by n`)).toEqual([{ n: 0, s: '0' }, { n: 1, s: '1' }]); // prettier-ignore
    },
  );
});

/** Regression: chdb's queryStream starts a document anew at each block, so counts and totals came out wrong. */
describe('a document of many blocks', () => {
  test('counts all its rows', async () => {
    const result = await openClient().query({
      query: 'select number from numbers(200000)',
      format: 'JSONCompact',
    });
    const json = await result.json();
    expect([json.rows, json.data.length]).toEqual([200000, 200000]);
  });

  test('has totals, extremes and rows before the limit', async () => {
    const query =
      'select number % 3 as n, count() as c from numbers(9) group by n with totals order by n limit 2';
    const result = await openClient().query({ query, clickhouse_settings: { extremes: 1 } });
    expect(await result.json()).toMatchObject({
      data: [
        { n: 0, c: 3 },
        { n: 1, c: 3 },
      ],
      totals: { n: 0, c: 9 },
      extremes: { min: { n: 0, c: 3 }, max: { n: 1, c: 3 } },
      rows: 2,
      rows_before_limit_at_least: 3,
    });
  });
});

describe('statements', () => {
  test.each([
    ['a trailing semicolon', 'select 1 as x;', '1\n'],
    ['several trailing semicolons and a comment', 'select 1 as x;;; -- done', '1\n'],
    ['a semicolon in a string', "select ';' as x", ';\n'],
    ['a leading comment', '-- one\n/* two; */ select 1', '1\n'],
    ['a format in the text', 'select 1 as x format CSVWithNames', '"x"\n1\n'],
    ['settings behind the format', 'select 1 as x format CSV settings max_threads = 1', '1\n'],
    ['settings before the format', 'select 1 as x settings max_threads = 1 format CSV', '1\n'],
    ['the word format in a string', "select 'format CSV' as x", 'format CSV\n'],
    ['a column named format', 'select format from (select 7 as format)', '7\n'],
    ['formatting functions', "select format('{}-{}', 'a', 'b')", 'a-b\n'],
    ['a union in brackets', '(select 1 as x) union all (select 1)', '1\n1\n'],
    ['a common table expression', 'with a as (select 1 as x) select x from a', '1\n'],
    ['a heredoc', 'select $tag$it\'s; "here"$tag$', 'it\\\'s; "here"\n'],
    ['escaped quotes', String.raw`select 'it\'s; ''so'''`, "it\\'s; \\'so\\'\n"],
    ['no rows', 'select 1 where 0', ''],
    ['show', "show databases like 'milepost'", 'milepost\n'],
    ['exists', 'exists table nope', '0\n'],
    ['explain', 'explain syntax select 1', 'SELECT 1\nFROM system.one\n'],
  ])('%s', async (_reason, query, expected) => {
    const answer = await post({}, query);
    expect([await answer.text(), answer.status]).toEqual([expected, 200]);
  });

  test.each([
    ['two statements', 'select 1; select 2', 62],
    ['nothing', ' -- nothing\n', 62],
    ['a bare expression', '1 + 1', 62],
    ['into outfile', "select 1 into outfile '/tmp/x'", 358],
    ['from infile', "insert into t from infile '/tmp/x' format CSV", 358],
  ])('%s is refused', async (_reason, query, code) => {
    const answer = await post({}, query);
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe(String(code));
  });

  test('unicode goes there and back', async () => {
    const client = openClient();
    const text = 'Ελλάδα 日本 🏖️ ’ \\ \' " \n\t';
    const result = await client.query({ query: 'select {x:String} as x, \'🏖️\' as y', query_params: { x: text }, format: 'JSONEachRow' }); // prettier-ignore
    expect(await result.json()).toEqual([{ x: text, y: '🏖️' }]);
  });
});
