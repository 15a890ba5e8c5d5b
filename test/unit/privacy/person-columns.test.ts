import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCatalog } from '../../../pipelines/catalog.ts';
import { changePersons, eventPersons } from '../../../privacy/erasure/match.ts';

/** What columns of ids of persons are called, in models and in tables. */
const isPersonal = (column: string): boolean =>
  /(^|_)(anonymous|user|traveler|previous|visitor|person)_id$/.test(column);

test('every column of a model that names a person says so in its head: erasing has to find it', () => {
  const silent = readCatalog().sliced.flatMap((model) => {
    const declared = new Set([...model.persons, ...model.mentions].map(({ column }) => column));
    return model.columns
      .filter(({ name }) => isPersonal(name) && !declared.has(name))
      .map(({ name }) => `${model.name}.${name}`);
  });
  expect(silent).toEqual([]);
});

test('every column that a head declares is one of the model', () => {
  const unknown = readCatalog().sliced.flatMap((model) =>
    [...model.persons, ...model.mentions]
      .filter(({ column }) => !model.columns.some(({ name }) => name === column))
      .map(({ column }) => `${model.name}.${column}`),
  );
  expect(unknown).toEqual([]);
});

test('every column of a migration that names a person is one that erasing looks at', () => {
  const folder = new URL('../../../warehouse/migrations/', import.meta.url);
  const known = new Set([...eventPersons, ...changePersons].map(({ column }) => column));
  const silent = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8').replaceAll(/--[^\n]*/g, '');
    return [...text.matchAll(/^\s*(?:add column )?([a-z_]+) +[A-Z]/gm)]
      .map((match) => match[1] ?? '')
      .filter((column) => isPersonal(column) && !known.has(column))
      .map((column) => `${file}: ${column}`);
  });
  expect(silent).toEqual([]);
});

test('no column that may be emptied in place orders a table: the engine does not change those', () => {
  const ordering = readCatalog().sliced.flatMap((model) =>
    model.mentions
      .filter(({ column }) => model.orderBy.split(/\W+/).includes(column))
      .map(({ column }) => `${model.name}.${column}`),
  );
  expect(ordering).toEqual([]);
});
