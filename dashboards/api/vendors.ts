import { toDateTime, type Reader } from './reader.ts';
import type { VendorScope } from './scope.ts';

/** A vendor as it is now. */
export interface Vendor {
  vendorId: string;
  type: string;
  name: string;
  timezone: string;
  currency: string;
  owner: string;
  country: string;
  city: string;
  class: string;
}

interface VendorRow extends Omit<Vendor, 'vendorId'> {
  vendor_id: string;
}

/** Lists every vendor by id, and how far their months are computed. Throws the warehouse's errors only. */
export async function listVendors(
  reader: Reader,
  scope: VendorScope,
  nowMs: number,
): Promise<{ asOf: string | null; vendors: Vendor[] }> {
  const [asOf, rows] = await Promise.all([
    reader.asOf(['vendor_months', 'vendor_flight_months', 'vendor_car_months']),
    reader.vendors<VendorRow>(scope, 'vendors', { now: toDateTime(nowMs) }),
  ]);
  return { asOf, vendors: rows.map(({ vendor_id: vendorId, ...rest }) => ({ vendorId, ...rest })) };
}
