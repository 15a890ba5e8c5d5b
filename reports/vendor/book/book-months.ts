import { readFileSync } from 'node:fs';
import type { Manifest } from '../../books/manifest.ts';
import type { Shelf } from '../../books/shelf.ts';
import type { Tables } from '../../books/tables.ts';
import type { MonthRow } from '../month-row.ts';
import type { MonthSource, MonthVendor } from '../month-source.ts';

/** A vendor of a book, and the version in which its numbers last changed. */
interface BookVendor extends MonthVendor {
  version: number;
}

/** Reads months from a closed book, every byte of which is checked. */
export interface BookMonths extends MonthSource {
  vendor(vendorId: string): Promise<BookVendor | undefined>;
}

const vendorSql = `
select vendor_id as "vendorId", name, type, currency, timezone, minor_digits as "minorDigits",
  first_period as "firstPeriod", last_period as "lastPeriod", version
from read_parquet($vendors)
where vendor_id = $vendorId`;

/** Opens a book's files. Methods throw `book_damaged` where they are not as they were sealed. */
export function openBookMonths(manifest: Manifest, shelf: Shelf, tables: Tables): BookMonths {
  const monthsSql = readSql('read-months');
  const peersSql = readSql('read-peers');
  const path = async (part: string) => (await shelf.open(manifest, part)) ?? '';
  return {
    async vendor(vendorId) {
      const rows = await tables.rows<BookVendor>(vendorSql, { vendors: await path('vendors'), vendorId });
      return rows[0];
    },
    months: async (vendorId) => tables.rows<MonthRow>(monthsSql, { months: await path('months'), vendorId }),
    async peers(vendorId, period) {
      const vendors = await path('vendors');
      const [own, peers] = await Promise.all([
        tables.rows<{ owner: string }>(
          'select owner from read_parquet($vendors) where vendor_id = $vendorId',
          {
            vendors,
            vendorId,
          },
        ),
        tables.rows<MonthRow & { peer_owner: string }>(peersSql, {
          vendors,
          months: await path('months'),
          vendorId,
          period,
        }),
      ]);
      return {
        owner: own[0]?.owner ?? '',
        peers: peers.map(({ peer_owner: owner, ...month }) => ({ owner, month })),
      };
    },
    asOf: async () => manifest.watermark,
  };
}

function readSql(name: string): string {
  return readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8');
}
