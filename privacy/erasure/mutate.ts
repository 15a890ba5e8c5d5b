import type { QueryParams, Warehouse } from '../../warehouse/client.ts';

interface MutateDeps {
  warehouse: Warehouse;
  params: QueryParams;
}

/** Counts the rows of a table that a condition fits. */
export async function countMatches(
  table: string,
  condition: string,
  { warehouse, params }: MutateDeps,
): Promise<number> {
  const [row] = await warehouse.query<{ matches: number }>(
    `select count() as matches from {table:Identifier} where ${condition}`,
    { name: `erasure-count-${table}`, params: { ...params, table } },
  );
  return row?.matches ?? 0;
}

/**
 * Rewrites the parts of a table in which a condition fits a row, without those rows or with new values; returns how
 * many it fitted. A lightweight delete only hides rows: their bytes would stay until a merge.
 *
 * @param action `delete`, or `update ... where`
 */
export async function mutate(
  table: string,
  action: string,
  condition: string,
  deps: MutateDeps,
): Promise<number> {
  const matches = await countMatches(table, condition, deps);
  if (matches === 0) return 0;
  const verb = action === 'delete' ? 'delete where' : action;
  await deps.warehouse.command(
    `alter table {table:Identifier} ${verb} ${condition}\nsettings mutations_sync = 2, allow_nondeterministic_mutations = 1`,
    { name: `erase-${table}`, params: { ...deps.params, table } },
  );
  return matches;
}
