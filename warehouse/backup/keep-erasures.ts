import type { Warehouse } from '../client.ts';
import { quoted } from './stored-tables.ts';

const missingSql = `
select count() as entries
from {before:Identifier}.suppressions final
where (kind, hash, key_id) not in (select kind, hash, key_id from suppressions)`;

/**
 * Carries who was erased, and the receipts of it, over from the database that a restore replaces: a backup that is older
 * must not forget them. Returns how many entries the backup did not have.
 */
export async function keepErasures(restored: Warehouse, before: string): Promise<number> {
  const [row] = await restored.query<{ entries: number }>(missingSql, {
    name: 'restore-erasures',
    params: { before },
  });
  const entries = row?.entries ?? 0;
  if (entries === 0) return 0;
  for (const [table, key] of [
    ['suppressions', 'kind, hash, key_id'],
    ['erasures', 'erasure_id, state'],
  ] as const) {
    await restored.command(
      `insert into ${table} select * from ${quoted(before)}.${table} final ` +
        `where (${key}) not in (select ${key} from ${table})`,
      { name: 'restore-erasures' },
    );
  }
  return entries;
}
