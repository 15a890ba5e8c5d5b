import { describe, expect, test } from 'vitest';
import { openClient, post } from './fixture.ts';

describe('exceptions', () => {
  test.each([
    ['select * from nope', 60, 'UNKNOWN_TABLE', 404],
    ['select nope', 47, 'UNKNOWN_IDENTIFIER', 404],
    ['select nope()', 46, 'UNKNOWN_FUNCTION', 404],
    ['select 1 format Nope', 73, 'UNKNOWN_FORMAT', 404],
    ["insert into function null('x UInt8') format Nope 1", 73, 'UNKNOWN_FORMAT', 404],
    ['select * from nope.nope', 81, 'UNKNOWN_DATABASE', 404],
    ['selec 1', 62, 'SYNTAX_ERROR', 400],
    ["select toUInt8('x')", 6, 'CANNOT_PARSE_TEXT', 400],
    ['select throwIf(1)', 395, 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO', 500],
    ['create table system.one (x UInt8) engine = Memory', 57, 'TABLE_ALREADY_EXISTS', 500],
    ['create user somebody', 497, 'ACCESS_DENIED', 403],
  ])('%s', async (query, code, type, status) => {
    const answer = await post({}, query);
    const text = await answer.text();
    expect([text.match(/^Code: (\d+)\. DB::Exception: /)?.[1], answer.status]).toEqual([
      String(code),
      status,
    ]);
    expect(text).toContain(`(${type})`);
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe(String(code));
    await expect(openClient().command({ query })).rejects.toMatchObject({ code: String(code), type });
  });

  test('one inside a stream reaches the official client with its code', async () => {
    const query = 'select number, throwIf(number = 900000) from numbers(1000000)';
    const result = await openClient().query({ query, format: 'JSONEachRow' });
    let count = 0;
    const readAll = async (): Promise<void> => {
      for await (const rows of result.stream()) count += rows.length;
    };
    await expect(readAll()).rejects.toMatchObject({
      code: '395',
      type: 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO',
    });
    expect(count).toBeGreaterThan(0);
  });

  test('one inside a stream ends the transfer unfinished, for readers that know no tags', async () => {
    const answer = await post({}, 'select number, throwIf(number = 900000) from numbers(1000000)');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  test('leave the engine as it was: a hundred of them at once, then a query', async () => {
    const client = openClient({ max_open_connections: 50 });
    const all = Array.from({ length: 100 }, (_, index) =>
      client.query({ query: `select * from nope_${index}` }),
    );
    const codes = (await Promise.allSettled(all)).map((one) =>
      one.status === 'rejected' ? one.reason.code : 'none',
    );
    expect(new Set(codes)).toEqual(new Set(['60']));
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });
});
