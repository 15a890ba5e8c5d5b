import { toDateTime, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** What an affiliate may know of a vendor. */
export interface VendorName {
  vendorId: string;
  type: string;
  /** Empty where none was given. */
  name: string;
}

interface NameRow {
  vendor_id: string;
  type: string;
  name: string;
}

/** Lists the vendors at which the scope's affiliate has bookings, by id. Throws the warehouse's errors only. */
export async function listVendorNames(
  reader: Reader,
  scope: AffiliateScope,
  nowMs: number,
): Promise<{ asOf: string | null; vendors: VendorName[] }> {
  const [asOf, rows] = await Promise.all([
    reader.asOf(['value_entries']),
    reader.affiliate<NameRow>(scope, 'affiliate_vendors', { now: toDateTime(nowMs) }),
  ]);
  return { asOf, vendors: rows.map(({ vendor_id: vendorId, type, name }) => ({ vendorId, type, name })) };
}
