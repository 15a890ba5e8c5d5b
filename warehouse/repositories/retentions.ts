import { toInstant, type Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';

/** Tables whose rows may expire, and the least number of days for which each is kept. */
export const retainedTables = {
  // Copies of one message up to 30 days apart are one, and sessions reach over midnight.
  events: 32,
  // A booking is told of until long after its stay.
  reservation_changes: 400,
  dead_letters: 1,
} as const;
export type RetainedTable = keyof typeof retainedTables;

/** How long an affiliate's rows of a table are kept, or, where it is '', those of all that have no setting of their own. */
export interface RetentionSetting {
  table: RetainedTable;
  affiliateId: string;
  /** 0: for ever. */
  days: number;
}

export interface Retentions {
  list(): Promise<RetentionSetting[]>;
  /** @throws {MilepostError} `retention_invalid` where the table has none, or the days are too few. */
  set(setting: { table: string; affiliateId: string; days: number }): Promise<void>;
  /** Takes a setting back: an affiliate's gives way to the table's, that one to for ever. */
  unset(setting: { table: string; affiliateId: string }): Promise<void>;
}

const listSql = `
select table_name as table, affiliate_id as affiliateId, days
from retentions final
where not is_unset
order by table, affiliateId`;

/** Creates the repository of the settings. */
export function createRetentions({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): Retentions {
  const put = (table: RetainedTable, affiliateId: string, days: number, isUnset: boolean): Promise<void> =>
    warehouse.insert(
      'retentions',
      [
        {
          table_name: table,
          affiliate_id: affiliateId,
          days,
          is_unset: isUnset,
          recorded_at: toInstant(clock.now()),
        },
      ],
      { name: 'retention-set' },
    );
  return {
    list: () => warehouse.query<RetentionSetting>(listSql, { name: 'retentions' }),
    async set({ table, affiliateId, days }) {
      const known = parseTable(table);
      const least = retainedTables[known];
      if (!Number.isInteger(days) || days < 0 || days > 36_500 || (days > 0 && days < least)) {
        throw new MilepostError(
          'retention_invalid',
          `${known} may be kept for ${least} days or more, or for ever (0), not for "${days}"`,
        );
      }
      await put(known, affiliateId, days, false);
    },
    unset: ({ table, affiliateId }) => put(parseTable(table), affiliateId, 0, true),
  };
}

function parseTable(table: string): RetainedTable {
  const names = ['events', 'reservation_changes', 'dead_letters'] as const;
  const found = names.find((name) => name === table);
  if (found !== undefined) return found;
  throw new MilepostError(
    'retention_invalid',
    `"${table}" has no retention; there are ${names.join(', ')}. Receipts and what models hold are kept`,
  );
}
