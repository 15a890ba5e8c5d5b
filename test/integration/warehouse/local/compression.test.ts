import { gunzipSync, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createTable, openClient, post, rawEngine, rowsOf } from './fixture.ts';

test('the official client reads packed answers', async () => {
  const client = openClient({ compression: { response: true } });
  const result = await client.query({ query: 'select number from numbers(100000)', format: 'JSONEachRow' });
  let count = 0;
  for await (const rows of result.stream()) count += rows.length;
  expect(count).toBe(100000);
});

test('the official client sends packed rows', async () => {
  const client = openClient({ compression: { request: true, response: true } });
  const table = await createTable(client, 'id UInt32');
  await client.insert({ table, values: [{ id: 1 }, { id: 2 }], format: 'JSONEachRow' });
  await client.insert({ table, values: Readable.from([{ id: 3 }]), format: 'JSONEachRow' });
  expect(await rowsOf(client, `select sum(id) as s from ${table}`)).toEqual([{ s: 6 }]);
});

test('exceptions are packed as well', async () => {
  const client = openClient({ compression: { response: true } });
  await expect(client.query({ query: 'select * from nope' })).rejects.toMatchObject({ code: '60' });
});

// Where the unpacked text has a 16 KB boundary inside the exception, client 1.23 knows only that there was one.
test('an exception inside a packed stream is found', async () => {
  const client = openClient({ compression: { response: true } });
  const query = 'select number, throwIf(number = 400000) from numbers(1000000)';
  const result = await client.query({ query, format: 'JSONEachRow' });
  await expect(Array.fromAsync(result.stream())).rejects.toThrow(/throwIf|there was an error in the stream/);
});

test.each([
  ['asked for and accepted', '1', 'gzip', 'gzip'],
  ['asked for, another coding', '1', 'deflate', 'deflate'],
  ['asked for, nothing accepted', '1', 'identity', null],
  ['accepted, not asked for', '0', 'gzip', null],
])('the answer is packed only when %s', async (_reason, enabled, accepted, coding) => {
  const query = 'select number from numbers(1000)';
  const headers = { 'Accept-Encoding': accepted };
  const answer = await post({ query, enable_http_compression: enabled }, null, { headers });
  expect(answer.headers.get('content-encoding')).toBe(coding);
  expect((await answer.text()).split('\n')).toHaveLength(1001);
});

test('a packed statement is unpacked, a wrong one refused', async () => {
  const headers = { 'Content-Encoding': 'gzip' };
  expect(await (await post({}, new Uint8Array(gzipSync('select 7')), { headers })).text()).toBe('7\n');
  expect((await post({}, 'select 7', { headers })).status).toBe(400);
  expect((await post({}, 'select 7', { headers: { 'Content-Encoding': 'snappy' } })).status).toBe(501);
});

test('exec can hand over the packed bytes', async () => {
  const client = openClient({ compression: { response: true } });
  const { stream } = await client.exec({ query: 'select 42', decompress_response_stream: false });
  const bytes = await Array.fromAsync<Uint8Array>(stream);
  expect(gunzipSync(Buffer.concat(bytes)).toString()).toBe('42\n');
});

test('the native compression is refused, not misread', async () => {
  const { origin, headers } = rawEngine();
  expect((await fetch(`${origin}/?query=select+1&compress=1`, { headers })).status).toBe(501);
});
