/** An affiliate as its numbers depend on it. */
export interface Affiliate {
  affiliateId: string;
  currency: string;
  timezone: string;
  rates: readonly CommissionRate[];
}

/** A share of the value from a date on; of one vendor or of one type of vendor where it names that. */
export interface CommissionRate {
  rate: string;
  /** Instant; absent: always. */
  validFrom?: string;
  vendorId?: string;
  type?: string;
}

/** The rate in force at a booking: vendor's before type's before the affiliate's own. Without any: 0. */
export function commissionRateOf(
  affiliate: Affiliate,
  booking: { vendorId: string; type: string; bookedAtMs: number },
): string {
  const inForce = affiliate.rates
    .filter((each) => sinceOf(each) <= booking.bookedAtMs)
    .toSorted((a, b) => sinceOf(b) - sinceOf(a));
  const found =
    inForce.find((each) => each.vendorId === booking.vendorId) ??
    inForce.find((each) => each.vendorId === undefined && each.type === booking.type) ??
    inForce.find((each) => each.vendorId === undefined && each.type === undefined);
  return found?.rate ?? '0';
}

function sinceOf({ validFrom }: CommissionRate): number {
  return validFrom === undefined ? Number.NEGATIVE_INFINITY : Date.parse(validFrom);
}
