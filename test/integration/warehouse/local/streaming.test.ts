import { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { createTable, openClient, post, rowsOf } from './fixture.ts';

function* objects(): Generator<object> {
  for (let id = 0; id < 100000; id += 1) yield { id, name: `event ${id}` };
}

/** CSV with line ends inside of values. */
function* lines(): Generator<string> {
  for (let id = 0; id < 100000; id += 1) yield `${id},"say ""${id}""\nagain"\n`;
}

test('a million rows arrive in order while little of them is held', async () => {
  const query = 'select number, repeat(\'x\', 100) as filler from numbers(1000000)'; // prettier-ignore
  const result = await openClient().query({ query, format: 'JSONEachRow' });
  let count = 0;
  let isOrdered = true;
  for await (const rows of result.stream<{ number: number }>()) {
    if (rows[0]?.json().number !== count) isOrdered = false;
    count += rows.length;
  }
  expect([count, isOrdered]).toEqual([1000000, true]);
});

test('a slow reader holds the engine back instead of filling memory', async () => {
  const { body } = await post({ query: "select repeat('x', 1000) from numbers(10000000)" }, null);
  if (body === null) throw new Error('no body');
  const reader = body.getReader();
  await reader.read();
  const client = openClient();
  const query =
    "select read_rows as n from system.processes where query like '%repeat(%10000000%' and query not like '%system.processes%'";
  let rows: unknown[] = [];
  await vi.waitFor(
    async () => {
      const before = rows;
      rows = await rowsOf(client, query);
      expect(rows).toEqual(before);
      expect(rows).toHaveLength(1);
    },
    { timeout: 20_000, interval: 300 },
  );
  expect(Number(Object(rows[0]).n)).toBeLessThan(1_000_000);
  await reader.cancel();
});

test('a long insert streams in, in one format or the other', async () => {
  const client = openClient();
  const table = await createTable(client, 'id UInt64, name String');
  await client.insert({ table, values: Readable.from(objects()), format: 'JSONEachRow' });
  await client.insert({ table, values: Readable.from(lines(), { objectMode: false }), format: 'CSV' });
  expect(
    await rowsOf(client, `select count() as c, sum(id) as s, uniqExact(name) as u from ${table}`),
  ).toEqual([{ c: 200000, s: 2 * 4999950000, u: 200000 }]);
});

test('one query reads what another inserts, without a detour', async () => {
  const client = openClient();
  const table = await createTable(client, 'number UInt64');
  const source = await client.exec({ query: 'select number from numbers(300000) format Parquet' });
  await client.exec({ query: `insert into ${table} format Parquet`, values: source.stream });
  expect(await rowsOf(client, `select count() as c from ${table}`)).toEqual([{ c: 300000 }]);
});

test('a row that falls between two pieces of the body stays whole', async () => {
  const client = openClient();
  const table = await createTable(client, 'id UInt64, name String');
  const text = Array.from({ length: 50 }, (_, id) =>
    JSON.stringify({ id, name: `ö${'x'.repeat(id)}\n` }),
  ).join('\n');
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) =>
    bytes.subarray(at * 7, at * 7 + 7),
  );
  const values = Readable.from(pieces, { objectMode: false });
  await client.exec({ query: `insert into ${table} format JSONEachRow`, values });
  expect(await rowsOf(client, `select count() as c, sum(lengthUTF8(name)) as l from ${table}`)).toEqual([
    { c: 50, l: 50 * 2 + (49 * 50) / 2 },
  ]);
});
