import { describe, expect, test } from 'vitest';
import { openClient, post } from './fixture.ts';

describe('parameters of the official client', () => {
  test.each<[string, string, unknown, unknown]>([
    ['an integer', 'UInt32', 42, 42],
    ['a negative integer', 'Int8', -7, -7],
    ['a float', 'Float64', 1.5, 1.5],
    ['not a number', 'Float64', Number.NaN, null],
    ['a boolean', 'Bool', true, true],
    ['a string', 'String', 'hello', 'hello'],
    ['an empty string', 'String', '', ''],
    ['quotes and backslashes', 'String', `it's "so" \\ \\' \\n`, `it's "so" \\ \\' \\n`],
    ['line ends and tabs', 'String', 'a\nb\tc\rd\be\ff', 'a\nb\tc\rd\be\ff'],
    ['an injection', 'String', "'; drop table t; --", "'; drop table t; --"],
    ['unicode', 'String', 'Ω日🏖️', 'Ω日🏖️'],
    ['null', 'Nullable(String)', null, null],
    ['the text NULL', 'Nullable(String)', 'NULL', 'NULL'],
    ['a decimal', 'Decimal(18, 4)', '1234.5678', 1234.5678],
    ['a date', 'Date', '2026-02-28', '2026-02-28'],
    ['a date-time from a Date', "DateTime('UTC')", new Date('2026-02-28T10:11:12Z'), '2026-02-28 10:11:12'],
    ['a date-time with milliseconds', "DateTime64(3, 'UTC')", new Date('2026-02-28T10:11:12.345Z'), '2026-02-28 10:11:12.345'],
    ['an array of numbers', 'Array(UInt32)', [1, 2, 3], [1, 2, 3]],
    ['an empty array', 'Array(String)', [], []],
    ['an array of strings', 'Array(String)', ["a'b", 'c\\d', 'e,f', 'g\n'], ["a'b", 'c\\d', 'e,f', 'g\n']],
    ['an array with nulls', 'Array(Nullable(String))', ['a', null], ['a', null]],
    ['an array of arrays', 'Array(Array(UInt8))', [[1], [2, 3]], [[1], [2, 3]]],
    ['a map', 'Map(String, UInt8)', { a: 1, b: 2 }, { a: 1, b: 2 }],
    ['a big integer', 'UInt128', '340282366920938463463374607431768211455', '340282366920938463463374607431768211455'],
    ['a UUID', 'UUID', '2f7b5b6e-8a0e-4d4a-9a53-3c9f9d6b3c11', '2f7b5b6e-8a0e-4d4a-9a53-3c9f9d6b3c11'],
    ['an enumeration', "Enum8('a' = 1, 'b' = 2)", 'b', 'b'],
    ['IPv4', 'IPv4', '10.0.0.1', '10.0.0.1'],
  ])('%s', async (_reason, type, value, expected) => {
    const result = await openClient().query({
      query: `select {value:${type}} as value`,
      query_params: { value },
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    });
    expect(await result.json()).toEqual([{ value: expected }]);
  }); // prettier-ignore

  test('identifiers are parameters too', async () => {
    const result = await openClient().query({
      query: 'select count() > 0 as found from {database:Identifier}.{table:Identifier}',
      query_params: { database: 'system', table: 'one' },
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ found: 1 }]);
  });

  test('several at once, one of them twice', async () => {
    const result = await openClient().query({
      query: 'select {a:UInt8} + {b:UInt8} + {a:UInt8} as sum',
      query_params: { a: 1, b: 10 },
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ sum: 12 }]);
  });

  test('a missing one is code 456', async () => {
    await expect(openClient().query({ query: 'select {a:UInt8}' })).rejects.toMatchObject({ code: '456' });
  });

  test('one that does not fit its type is an error', async () => {
    const wrong = openClient().query({ query: 'select {a:UInt8}', query_params: { a: 'many' } });
    await expect(wrong).rejects.toMatchObject({ code: '457' });
  });

  test('the parameters of a request are not those of the next', async () => {
    await (await post({ param_leak: '1' }, 'select {leak:UInt8}')).text();
    const answer = await post({}, 'select {leak:UInt8}');
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe('456');
  });
});

describe('parameters in a form', () => {
  test('of the official client, too long for a URL', async () => {
    const ids = Array.from({ length: 100000 }, (_, id) => id);
    const result = await openClient().query({
      query: 'select length({ids:Array(UInt32)}) as n',
      query_params: { ids },
      use_multipart_params: true,
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ n: 100000 }]);
  });

  test('chosen by length', async () => {
    const text = 'x'.repeat(60000);
    const result = await openClient().query({
      query: 'select length({text:String}) as n',
      query_params: { text },
      use_multipart_params_auto: true,
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ n: 60000 }]);
  });

  test('the statement as a field', async () => {
    const form = new FormData();
    form.append('query', 'select {a:String}');
    form.append('param_a', 'ä\\nb');
    expect(await (await post({}, form)).text()).toBe('ä\\nb\n');
  });

  test('a file is refused: there are no external tables', async () => {
    const form = new FormData();
    form.append('query', 'select 1');
    form.append('data', new Blob(['1\n']), 'data.tsv');
    expect((await post({}, form)).status).toBe(501);
  });
});
