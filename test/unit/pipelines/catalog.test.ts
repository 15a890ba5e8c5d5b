import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readCatalog } from '../../../pipelines/catalog.ts';

const head = (name: string, inputs: string) => `-- model: ${name}
-- about: A model.
-- owner: nobody
-- slice: hour
-- inputs: ${inputs}
-- grain: id
-- order_by: id
-- feeds: [concat('hour:', slice)]
-- columns:
--   id String: its identity
`;

function folderOf(models: Record<string, string>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-models-'));
  for (const [name, text] of Object.entries(models)) writeFileSync(join(folder, `${name}.sql`), text);
  return pathToFileURL(`${folder}/`);
}

const raw = `${head('raw', 'loader event_hours')}select slice, id from events`;

test('models come after those that they read, whatever their files are called', () => {
  const models = readCatalog(
    folderOf({ raw, a: `${head('a', 'raw by hour')}select slice, id from raw` }),
  ).models;
  expect(models.map((model) => model.name)).toEqual(['raw', 'a']);
});

test.for([
  [
    'a circle',
    { b: `${head('b', 'c by hour')}select id from c`, c: `${head('c', 'b by hour')}select id from b` },
    /circle: b > c > b/,
  ],
  ['an unknown input', { b: `${head('b', 'nothing by hour')}select 1` }, /"nothing", which is no model/],
  ['an unknown feed', { raw, b: `${head('b', 'raw by month')}select id from raw` }, /"raw by month", a feed/],
  [
    'an undeclared read',
    { raw, b: `${head('b', 'loader event_hours')}select id from raw` },
    /reads raw, which it does not declare/,
  ],
  [
    'an undeclared table',
    { raw, b: `${head('b', 'raw by hour')}select id from raw join vendors on true` },
    /reads vendors, which it does not declare/,
  ],
  [
    'a declared model that is never read',
    { raw, b: `${head('b', 'loader event_hours, raw by hour')}select id from events` },
    /declares model raw by hour as input but does not read it/,
  ],
  [
    'a declared table that is never read',
    { raw, b: `${head('b', 'raw by hour, table vendors')}select id from raw array join vendors as v` },
    /declares table vendors as input but does not read it/,
  ],
  [
    'batches that are never read',
    { b: `${head('b', 'loader booked_dates')}with c as (select 1 as id) select id from c` },
    /declares loader batches of reservations as input/,
  ],
  [
    'a table to look up in that is never read',
    { raw, b: `${head('b', 'raw by hour\n-- lookups: reservation_changes')}select id from raw` },
    /declares reservation_changes as input/,
  ],
  [
    'a column that nobody describes',
    { raw: raw.replace('id String: its identity', 'id String') },
    /"id String" is no column/,
  ],
  [
    'parts to skip by a column that there is not',
    { raw: raw.replace('-- feeds', '-- skip_by: at\n-- feeds') },
    /"skip_by" names at, which is no column/,
  ],
  [
    'several runs at once of a model that hands on to itself',
    {
      raw: `${head('raw', 'loader event_hours, previous by hour\n-- concurrency: 2')}select id from events join raw on true`,
    },
    /its concurrency is 1/,
  ],
  [
    'a promise that what it reads does not keep',
    { raw, b: `${head('b', 'raw by hour\n-- fresh_within: 30 s')}select id from raw` },
    /promises 30 s and reads "raw", which promises 60 s/,
  ],
  [
    'a table by key whose keys nobody finds',
    {
      raw,
      b: `${head('b', 'raw by hour\n-- influences: table vendors by vendor_id')}select id from raw join vendors on 1`,
    },
    /reads vendors by vendor_id: "keys" must name a query/,
  ],
  [
    'a table by key that would make slices',
    { raw, b: `${head('b', 'raw by hour, table vendors by vendor_id')}select id from raw join vendors on 1` },
    /it is an influence/,
  ],
  [
    'a model by a key that it does not have',
    {
      raw,
      b: `${head('b', 'raw by hour\n-- influences: model raw by id and name\n-- keys: b.keys.sql')}select id from raw`,
      'b.keys': `select 'raw' as reference`,
    },
    /reads raw by "name", a column that it does not have/,
  ],
  ['a head of another model', { b: raw }, /the head says model "raw"/],
  ['an input nobody understands', { b: `${head('b', 'raw hourly')}select 1` }, /"raw hourly" is no input/],
] as const)('%s is refused when the models are read', ([, models, fault]) => {
  expect(() => readCatalog(folderOf(models))).toThrow(fault);
});

test("Milepost's own models hold together", () => {
  const { models, sliced } = readCatalog();
  expect(models.length).toBeGreaterThan(8);
  for (const model of models) {
    expect(model.columns.length).toBeGreaterThan(0);
    for (const column of model.columns) {
      expect({
        model: model.name,
        column,
        isTold: /\S/.test(column.type) && /\S/.test(column.about),
      }).toEqual({
        model: model.name,
        column,
        isTold: true,
      });
    }
  }
  for (const model of sliced)
    expect(model.columns.map((column) => column.name)).toEqual(
      expect.arrayContaining(model.grain.filter((name) => name !== 'slice')),
    );
});

test('a changed description rebuilds nothing, a changed query does', () => {
  const fingerprintOf = (text: string) => readCatalog(folderOf({ raw: text })).get('raw').fingerprint;
  expect(fingerprintOf(raw.replace('A model.', 'Another word.'))).toBe(fingerprintOf(raw));
  expect(fingerprintOf(`${raw} where id != ''`)).not.toBe(fingerprintOf(raw));
});
