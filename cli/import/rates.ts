import { textIn } from '../../ingest/json.ts';
import type { Affiliates } from '../../warehouse/repositories/affiliates.ts';
import {
  checkCommissionRate,
  type CommissionRates,
  type NewCommissionRate,
} from '../../warehouse/repositories/commission-rates.ts';
import { importRows } from './attributes.ts';
import type { Newcomers } from './newcomers.ts';
import type { Source } from './source.ts';
import type { Tally } from './tally.ts';

/**
 * Imports commission rates: columns or fields `affiliateId`, `rate` (a share of 1) and, optional, `validFrom` (always;
 * by the booking date), `vendorId` and `type` (any). An affiliate that nobody added is added with its id as name, EUR and
 * UTC. A vendor that nobody added is none of this file's business: the rate waits for it.
 */
export async function importRates(
  source: Source,
  deps: { affiliates: Affiliates; rates: CommissionRates },
  tally: Tally,
): Promise<Newcomers> {
  const known = new Set((await deps.affiliates.list()).map((each) => each.affiliateId));
  const added: Newcomers = { affiliates: [], vendors: [] };
  await importRows(source, tally, {
    read: (row): NewCommissionRate => ({
      affiliateId: textIn(row, 'affiliateId'),
      rate: textIn(row, 'rate'),
      validFrom: textIn(row, 'validFrom') || undefined,
      vendorId: textIn(row, 'vendorId') || undefined,
      type: textIn(row, 'type') || undefined,
    }),
    check: checkCommissionRate,
    store: async (rows) => {
      const unknown = [...new Set(rows.map((row) => row.affiliateId))].filter((id) => !known.has(id));
      await deps.affiliates.add(
        unknown.map((affiliateId) => ({ affiliateId, name: affiliateId, currency: 'EUR', timezone: 'UTC' })),
      );
      for (const id of unknown) known.add(id);
      added.affiliates.push(...unknown);
      await deps.rates.set(rows);
    },
  });
  return added;
}
