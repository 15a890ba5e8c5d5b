import type { DemoVersion } from '../../../demo/world/life.ts';
import type { DemoWorld } from '../../../demo/world/world.ts';

/** What a simulated world says of itself, without the warehouse: a row a vendor and month. */
export interface ToldMonth {
  vendorId: string;
  period: string;
  bookings: number;
  arrivals: number;
  arrivalsCompleted: number;
  arrivalsCancelled: number;
  arrivalsNoShow: number;
  cancellations: number;
}

const presumedMs = 48 * 3_600_000;

/** Counts the reservations of a world by vendor and month, in the vendor's zone. */
export function tellVendorMonths(world: DemoWorld, now: number): ToldMonth[] {
  const months = new Map<string, ToldMonth>();
  const monthOf = (vendorId: string, atMs: number, timezone: string): ToldMonth => {
    const period = zoned(atMs, timezone).toString().slice(0, 7);
    const key = `${vendorId} ${period}`;
    const blank = { bookings: 0, arrivals: 0, arrivalsCompleted: 0, arrivalsCancelled: 0, arrivalsNoShow: 0 };
    const month = months.get(key) ?? { vendorId, period, ...blank, cancellations: 0 };
    months.set(key, month);
    return month;
  };
  for (const versions of world.lives) {
    const last = versions.at(-1);
    if (last === undefined) continue;
    const { vendor, bookedAt } = last.booking;
    monthOf(vendor.vendorId, bookedAt, vendor.timezone).bookings += 1;
    const [startAt, endAt] = spanOf(last);
    const arrival = monthOf(vendor.vendorId, startAt, vendor.timezone);
    const isPresumed = last.status === 'booked' && endAt + presumedMs <= now;
    arrival.arrivals += 1;
    arrival.arrivalsCompleted += Number(last.status === 'completed' || isPresumed);
    arrival.arrivalsCancelled += Number(last.status === 'cancelled');
    arrival.arrivalsNoShow += Number(last.status === 'no_show');
    const cancelledIn = new Set(
      versions
        .filter((each) => each.kind === 'cancelled')
        .map((each) => monthOf(vendor.vendorId, each.changedAt, vendor.timezone)),
    );
    for (const month of cancelledIn) month.cancellations += 1;
  }
  return [...months.values()].toSorted(
    (a, b) => a.vendorId.localeCompare(b.vendorId, 'en') || a.period.localeCompare(b.period, 'en'),
  );
}

/** What an affiliate's bookings are worth in the end, in smallest units of its currency, at the rates of their days. */
export function tellNetValues(world: DemoWorld): ReadonlyMap<string, bigint> {
  const euro = new Map(
    world.rates.map((rate) => [`${rate.currency} ${rate.date}`, BigInt(rate.rate.replace('.', ''))]),
  );
  const values = new Map<string, bigint>();
  for (const versions of world.lives) {
    const last = versions.at(-1);
    const affiliate = last?.booking.affiliate;
    if (last === undefined || affiliate === undefined) continue;
    const { booking, status, retained } = last;
    const isLive = status === 'booked' || status === 'completed';
    const own = status === 'deleted' ? 0 : isLive ? booking.amount : retained;
    const day = zoned(booking.bookedAt, affiliate.timezone).toPlainDate();
    const rateOf = (currency: string): bigint =>
      currency === 'EUR'
        ? 100_000_000n
        : (newest((back) => euro.get(`${currency} ${day.subtract({ days: back }).toString()}`)) ?? 0n);
    const [from, into] = [booking.currency, affiliate.currency];
    // 18 places, cut off as the warehouse divides.
    const rate = from === into ? 10n ** 18n : (rateOf(from) * 10n ** 18n) / rateOf(into);
    const exact = BigInt(own ?? 0) * 10n ** BigInt(digitsOf(into)) * rate;
    const unit = 10n ** BigInt(18 + digitsOf(from));
    const value = (exact + unit / 2n) / unit;
    values.set(affiliate.affiliateId, (values.get(affiliate.affiliateId) ?? 0n) + value);
  }
  return values;
}

function newest(find: (back: number) => bigint | undefined): bigint | undefined {
  for (let back = 0; back <= 7; back += 1) {
    const found = find(back);
    if (found !== undefined) return found;
  }
  return undefined;
}

function digitsOf(currency: string): number {
  return currency === 'JPY' ? 0 : 2;
}

function spanOf({ booking }: DemoVersion): [startAt: number, endAt: number] {
  const instant = (localMs: number): number =>
    Temporal.PlainDateTime.from(new Date(localMs).toISOString().slice(0, 19)).toZonedDateTime(
      booking.timezone,
    ).epochMilliseconds;
  return [instant(booking.startLocalMs), instant(booking.endLocalMs)];
}

function zoned(atMs: number, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timezone);
}
