import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { createTable, openClient, post } from './fixture.ts';

describe('headers', () => {
  test('name the query, the format, the zone and the server', async () => {
    const query_id = randomUUID();
    const { headers } = await post({ query_id }, 'select 1 format JSON');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-clickhouse-query-id': query_id,
      'x-clickhouse-format': 'JSON',
      'x-clickhouse-timezone': expect.any(String),
      'x-clickhouse-server-display-name': hostname(),
      'x-clickhouse-exception-tag': expect.stringMatching(/^[0-9a-f]{16}$/),
      'content-type': 'application/json; charset=UTF-8',
    });
  });

  test('the summary counts the result, and how long it took', async () => {
    const { headers } = await post({}, 'select number from numbers(1000)');
    const summary = JSON.parse(headers.get('x-clickhouse-summary') ?? '{}');
    expect(summary).toMatchObject({ result_rows: '1000', result_bytes: '3890', written_rows: '0' });
    expect(Number(summary.elapsed_ns)).toBeGreaterThan(1000);
  });

  test('a query without an id gets one of its own', async () => {
    const client = openClient();
    const [one, other] = [
      await client.query({ query: 'select 1' }),
      await client.query({ query: 'select 1' }),
    ];
    expect(one.query_id).not.toBe(other.query_id);
    expect(one.response_headers['x-clickhouse-query-id']).toBe(one.query_id);
    await Promise.all([one.text(), other.text()]);
  });

  test.each([
    ['CSVWithNames', 'text/csv; charset=UTF-8; header=present'],
    ['CSV', 'text/csv; charset=UTF-8; header=absent'],
    ['TabSeparated', 'text/tab-separated-values; charset=UTF-8'],
    ['JSONEachRow', 'application/x-ndjson; charset=UTF-8'],
    ['Parquet', 'application/octet-stream'],
  ])('%s is sent as %s', async (format, type) => {
    const answer = await post({}, `select 1 format ${format}`);
    expect(answer.headers.get('content-type')).toBe(type);
    await answer.arrayBuffer();
  });

  test('default_format and X-ClickHouse-Format hold where the statement names none', async () => {
    expect(await (await post({ default_format: 'CSV' }, "select 'a'")).text()).toBe('"a"\n');
    expect(await (await post({ default_format: 'CSV' }, "select 'a' format TSV")).text()).toBe('a\n');
    expect(await (await post({}, "select 'a'", { headers: { 'X-ClickHouse-Format': 'CSV' } })).text()).toBe(
      '"a"\n',
    );
    expect(await (await post({ default_format: 'JSONEachRow' }, 'exists table nope')).text()).toBe(
      '{"result":0}\n',
    );
  });

  test('wait_end_of_query lets the status tell of a late exception', async () => {
    const query = 'select number, throwIf(number = 900000) from numbers(1000000)';
    expect((await post({ wait_end_of_query: '1' }, query)).status).toBe(500);
    const early = await post({}, query);
    expect(early.status).toBe(200);
    await early.body?.cancel();
  });
});

describe('exec and command', () => {
  test('command gives summary, id and headers', async () => {
    const client = openClient();
    const table = await createTable(client, 'x UInt8');
    const result = await client.command({ query: `insert into ${table} values (1), (2)`, query_id: table });
    expect(result).toMatchObject({ query_id: table, summary: { written_rows: '2' } });
    expect(result.response_headers['x-clickhouse-query-id']).toBe(table);
  });

  test('exec gives the bytes, with parameters and trailing semicolons', async () => {
    const query = 'select {a:String};;';
    const { stream } = await openClient().exec({ query, query_params: { a: 'x;y' } });
    expect(Buffer.concat(await Array.fromAsync<Uint8Array>(stream)).toString()).toBe('x;y\n');
  });

  test('an error answer can be looked at instead of thrown', async () => {
    const { stream } = await openClient().exec({ query: 'select * from nope', ignore_error_response: true });
    const text = Buffer.concat(await Array.fromAsync<Uint8Array>(stream)).toString();
    expect(text).toMatch(
      /^Code: 60\. DB::Exception: .*\(UNKNOWN_TABLE\) \(version 26\.7\.\S+ \(official build\)\)\n$/,
    );
  });

  test('a connection is used again after an exception and after an unread answer', async () => {
    const client = openClient({ max_open_connections: 1 });
    await expect(client.command({ query: 'select * from nope' })).rejects.toMatchObject({ code: '60' });
    await client.command({ query: 'select number from numbers(100000)' });
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });
});
