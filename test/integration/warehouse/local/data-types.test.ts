import { expect, test } from 'vitest';
import { createTable, openClient } from './fixture.ts';

test.each<[string, string, readonly unknown[]]>([
  ['integers', 'Int32', [-2147483648, 2147483647]],
  ['64 bits as text', 'UInt64', ['18446744073709551615']],
  ['128 bits', 'Int128', ['-170141183460469231731687303715884105728']],
  ['256 bits', 'UInt256', ['115792089237316195423570985008687907853269984665640564039457584007913129639935']],
  ['floats', 'Float64', [0.1, -1.5e300]],
  ['booleans', 'Bool', [true, false]],
  ['decimals', 'Decimal(38, 10)', ['1234567890123456789012345678.0123456789']],
  ['strings', 'String', ['', 'a\nb', 'Ω🏖️', '\\N']],
  ['fixed strings', 'FixedString(3)', ['abc']],
  ['low cardinality', 'LowCardinality(String)', ['a', 'a']],
  ['nulls', 'Nullable(Int8)', [null, 1]],
  ['UUIDs', 'UUID', ['2f7b5b6e-8a0e-4d4a-9a53-3c9f9d6b3c11']],
  ['enumerations', "Enum16('a' = 1, 'b' = 1000)", ['a', 'b']],
  ['dates', 'Date32', ['1900-01-01', '2299-12-31']],
  ['date-times', "DateTime('Asia/Tokyo')", ['2026-03-29 02:30:00']],
  ['nanoseconds', "DateTime64(9, 'UTC')", ['2026-01-02 03:04:05.123456789']],
  ['addresses', 'IPv6', ['2001:db8::1']],
  ['arrays', 'Array(Array(Nullable(String)))', [[['a', null], []]]],
  ['tuples', 'Tuple(a UInt8, b String)', [{ a: 1, b: 'x' }]],
  ['maps', 'Map(String, Array(UInt8))', [{ a: [1, 2], b: [] }]],
  ['JSON', 'JSON', [{ a: { b: 1, c: ['x'] } }]],
  ['variants', 'Variant(UInt8, String)', [7, 'seven']],
  ['nested', 'Nested(a UInt8)', []],
])('%s go in and come out', async (_reason, type, values) => {
  const client = openClient({
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1, output_format_json_quote_decimals: 1 },
  });
  const table = await createTable(client, `position UInt8, value ${type}`);
  const rows = values.map((value, position) => ({ position, value }));
  await client.insert({ table, values: rows, format: 'JSONEachRow' });
  const query = `select * from ${table} order by position`;
  const result = await client.query({ query, format: 'JSONEachRow' });
  const expected = type === 'JSON' ? [{ position: 0, value: { a: { b: '1', c: ['x'] } } }] : rows;
  expect(await result.json()).toEqual(expected);
});
