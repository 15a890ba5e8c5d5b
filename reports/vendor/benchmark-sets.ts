import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';

/** A vendor of a year's set. */
export interface Member {
  vendor_id: string;
  owner: string;
}

export interface BenchmarkSets {
  /**
   * Returns who is compared with a vendor in a year, the vendor among them, by its type, country and class. The first
   * question about a year freezes its set; nobody where the year has not begun or the vendor came after that.
   */
  membersWith(vendorId: string, year: number): Promise<Member[]>;
  /** Freezes a year's set where none is; returns whether there is one: not where the year has not begun. */
  freeze(year: number): Promise<boolean>;
}

/** Creates the reader of the frozen sets. */
export function createBenchmarkSets({
  warehouse,
  clock,
}: {
  warehouse: Warehouse;
  clock: Clock;
}): BenchmarkSets {
  const freezeSql = readSql('freeze-set');
  const readSetSql = readSql('read-set');
  const hasSetSql = 'select 1 as one from benchmark_sets where year = {year:UInt16} limit 1';
  const freeze = async (year: number): Promise<boolean> => {
    const now = clock.now();
    if (Date.UTC(year, 0) > now) return false;
    const set = await warehouse.query<object>(hasSetSql, { name: 'benchmark-has-set', params: { year } });
    if (set.length === 0) {
      const at = new Date(Math.min(now, Date.UTC(year + 1, 0) - 1));
      await warehouse.command(freezeSql, {
        name: 'benchmark-freeze',
        params: { year, at, frozenAt: new Date(now), setId: randomUUID() },
      });
    }
    return true;
  };
  return {
    freeze,
    async membersWith(vendorId, year) {
      if (!(await freeze(year))) return [];
      return warehouse.query<Member>(readSetSql, {
        name: 'benchmark-members',
        params: { year, vendorId },
      });
    },
  };
}

function readSql(name: string): string {
  return readFileSync(new URL(`queries/${name}.sql`, import.meta.url), 'utf8');
}
