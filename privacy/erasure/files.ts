import { setTimeout as wait } from 'node:timers/promises';
import type { Warehouse } from '../../warehouse/client.ts';

const pollMs = 500;

const oldPartsSql = `
select concat(table, '/', name) as part
from system.parts
where database = currentDatabase() and not active
  and ({parts:Array(String)} = [] or concat(table, '/', name) in {parts:Array(String)})`;

/**
 * Waits until the files of rewritten parts are removed, at most `patienceMs`; says how it stands. The local engine takes
 * half a minute; a server keeps them for its `old_parts_lifetime`, 8 minutes unless it is set.
 */
export async function settleFiles(patienceMs: number, warehouse: Warehouse): Promise<string> {
  const read = async (parts: string[]): Promise<string[]> => {
    const rows = await warehouse.query<{ part: string }>(oldPartsSql, {
      name: 'erasure-files',
      params: { parts },
    });
    return rows.map((row) => row.part);
  };
  let left = await read([]);
  for (let waitedMs = 0; left.length > 0; waitedMs += pollMs) {
    if (waitedMs >= patienceMs) return 'removed by the engine after its old_parts_lifetime';
    await wait(pollMs);
    left = await read(left);
  }
  return 'gone';
}
