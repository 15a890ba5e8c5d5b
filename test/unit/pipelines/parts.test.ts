import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readParts } from '../../../pipelines/parts.ts';

function folderOf(parts: Record<string, string>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-parts-'));
  for (const [name, sql] of Object.entries(parts)) {
    writeFileSync(join(folder, `${name}.sql`), `-- part: ${name}\n-- about: A part.\n${sql}\n`);
  }
  return pathToFileURL(`${folder}/`);
}

const parts = {
  paid: "select id, halved(cents) as half from orders where state = 'paid'",
  halved: '(amount) -> amount / 2',
  late: 'select id from paid where is_late',
};

test.for([
  ['nothing that it names', 'select 1', 'select 1'],
  ['a formula', 'select halved(3)', 'with\n  (amount) -> amount / 2 as halved\nselect halved(3)'],
  [
    'a part with what that names, once, before its own',
    'with own as (select id from late) select id from own join paid using (id)',
    `with\n  (amount) -> amount / 2 as halved,\n  paid as (\n${parts.paid}\n  ),\n  late as (\n${parts.late}\n  ),` +
      ' own as (select id from late) select id from own join paid using (id)',
  ],
  [
    'a part behind a comment that names another',
    '-- not from late\nselect halved(1)',
    '-- not from late\nwith\n  (amount) -> amount / 2 as halved\nselect halved(1)',
  ],
  ['a column of the same name', 'select late, paid from orders', 'select late, paid from orders'],
] as const)('a query is given %s', ([, sql, expected]) => {
  expect(readParts(folderOf(parts)).expand(sql)).toBe(expected);
});

test('a circle and a file that says nothing of itself are refused, and what nobody names is told', () => {
  const circle = readParts(folderOf({ left: 'select id from right', right: 'select id from left' }));
  expect(() => circle.expand('select id from left')).toThrow(/circle: left > right > left/);
  const mute = folderOf({});
  writeFileSync(new URL('mute.sql', mute), 'select 1');
  expect(() => readParts(mute)).toThrow(/mute.sql is no part/);
  const read = readParts(folderOf(parts));
  read.expand('select id from paid');
  expect(read.unused()).toEqual(['late']);
});
