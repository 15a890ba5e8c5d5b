import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../client.ts';

/** A demo world that is in the warehouse, or on its way there. */
export interface DemoFill {
  seed: number;
  /** Its size's name. */
  size: string;
  /** Epoch milliseconds: the world's last moment. */
  endsAt: number;
  /** Parts that are stored. */
  parts: ReadonlySet<string>;
}

export interface DemoParts {
  /** Returns what is there of a demo world; undefined where there never was one. */
  find(): Promise<DemoFill | undefined>;
  /** Says that a part is stored. */
  record(fill: Omit<DemoFill, 'parts'>, part: string): Promise<void>;
  /** Whether nobody has put anything into this warehouse: neither tenants nor messages. */
  isUntouched(): Promise<boolean>;
}

const partsSql = `
select groupArray(part) as parts, any(seed) as seed, any(size) as size, toUnixTimestamp64Milli(any(world_ends_at)) as endsAt
from demo_parts final`;

const rowsSql = `
select
  (select count() from affiliates) + (select count() from vendors) + (select count() from travelers)
    + (select count() from batches) as rows`;

/** Creates the repository of what is there of the demo world. */
export function createDemoParts({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): DemoParts {
  return {
    async find() {
      const [row] = await warehouse.query<{
        parts: string[];
        seed: number;
        size: string;
        endsAt: number | string;
      }>(partsSql, {
        name: 'demo-parts',
      });
      if (row === undefined || row.parts.length === 0) return undefined;
      return { seed: row.seed, size: row.size, endsAt: Number(row.endsAt), parts: new Set(row.parts) };
    },
    async record({ seed, size, endsAt }, part) {
      const row = { part, seed, size, world_ends_at: toInstant(endsAt), recorded_at: toInstant(clock.now()) };
      await warehouse.insert('demo_parts', [row], { name: 'demo-parts-record' });
    },
    async isUntouched() {
      const [row] = await warehouse.query<{ rows: number | string }>(rowsSql, { name: 'demo-untouched' });
      return Number(row?.rows) === 0;
    },
  };
}
