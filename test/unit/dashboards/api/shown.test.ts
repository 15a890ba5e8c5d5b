import { expect, test } from 'vitest';
import { createPublication } from '../../../../dashboards/api/shown.ts';
import { readCatalog } from '../../../../pipelines/catalog.ts';

/** What a version of some names is while tables have parts. */
async function versionOf(
  names: readonly string[],
  parts: Record<string, string>,
): Promise<string | undefined> {
  const state = { parts: Object.entries(parts), complete: [] };
  const read = async <Row>(statement: string): Promise<Row[]> =>
    JSON.parse(JSON.stringify(statement === 'shown_state' ? [state] : []));
  return (await createPublication(read).now()).versionOf(names);
}

const parts = {
  airports: 'all_1_1_0',
  currencies: 'all_1_1_0',
  erasures: 'all_1_1_0',
  published: '202603_1_1_0',
};

test.each([
  ['nothing but runs', [], ['erasures']],
  ['a table', ['currencies'], ['currencies', 'erasures']],
  ['a view', ['reservation_destinations'], ['airports', 'erasures', 'published']],
  ['both', ['currencies', 'reservation_destinations'], ['airports', 'currencies', 'erasures', 'published']],
])('what reads %s has a version of its own after each change of it only', async (_what, names, tables) => {
  const before = await versionOf(names, parts);
  expect(before).toBeDefined();
  for (const table of Object.keys(parts)) {
    const isOther = (await versionOf(names, { ...parts, [table]: 'all_2_2_0' })) !== before;
    expect([table, isOther]).toEqual([table, tables.includes(table)]);
  }
});

test('what reads anything else has none', async () => {
  expect(await versionOf(['currencies', 'vendors'], parts)).toBeUndefined();
});

test('a view is made from what its version is of', () => {
  const view = readCatalog().models.find((model) => model.name === 'reservation_destinations');
  expect(view?.inputs).toMatchObject([{ model: 'reservation_versions' }, { table: 'airports' }]);
});
