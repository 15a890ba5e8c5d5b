import type { Warehouse } from '../../warehouse/client.ts';

/** A user of an affiliate. */
interface TenantUser {
  affiliateId: string;
  id: string;
}

interface Alias {
  affiliateId: string;
  previousId: string;
  userId: string;
  at: string;
}

const aliasesSql = `
select distinct affiliate_id as affiliateId, previous_id as previousId, user_id as userId, at
from (
  select affiliate_id, previous_id, user_id, timestamp as at
  from events
  where type = 'alias' and previous_id != '' and user_id != '' and previous_id != user_id
  union all
  select affiliate_id, previous_id, user_id, at from aliases
)
where previous_id in {ids:Array(String)} or user_id in {ids:Array(String)}`;

/** A chain that is longer is no person's. */
const mostIds = 1_000;

/** Returns the other ids of a user, by affiliate: those whose aliases end where the user's own do. */
export async function followAliases(userId: string, warehouse: Warehouse): Promise<TenantUser[]> {
  const aliases = new Map<string, Alias>();
  const seen = new Set<string>();
  let ids = [userId];
  while (ids.length > 0 && seen.size < mostIds) {
    for (const id of ids) seen.add(id);
    const found = await warehouse.query<Alias>(aliasesSql, { name: 'erasure-aliases', params: { ids } });
    for (const each of found) aliases.set(JSON.stringify(each), each);
    ids = [...new Set(found.flatMap((each) => [each.previousId, each.userId]))].filter((id) => !seen.has(id));
  }
  return [...Map.groupBy(aliases.values(), (each) => each.affiliateId)].flatMap(([affiliateId, own]) =>
    samePerson(userId, own).map((id) => ({ affiliateId, id })),
  );
}

/** The latest alias of an id counts; a circle of aliases is one person, named by the least id in it. */
function samePerson(userId: string, aliases: readonly Alias[]): string[] {
  const next = new Map<string, string>();
  const inTime = aliases.toSorted((a, b) => compare(a.at, b.at) || compare(a.userId, b.userId));
  for (const { previousId, userId: mergedInto } of inTime) next.set(previousId, mergedInto);
  const endOf = (id: string): string => {
    const path = [id];
    for (let at = next.get(id); at !== undefined; at = next.get(at)) {
      if (path.includes(at)) return path.slice(path.indexOf(at)).toSorted()[0] ?? at;
      path.push(at);
    }
    return path.at(-1) ?? id;
  };
  const all = new Set(aliases.flatMap((each) => [each.previousId, each.userId]));
  const end = endOf(userId);
  return [...all].filter((id) => id !== userId && endOf(id) === end);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
