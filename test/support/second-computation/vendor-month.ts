import type { Span } from './affiliate-money.ts';
import { isLive, type Change, type Reservation } from './change.ts';
import { convert, type FindRate } from './fx.ts';
import { median } from './journeys.ts';
import { divide, exact, minorDigitsOf, print, sum } from './money.ts';
import { spanOfMonth } from './range.ts';
import type { SeededVendor } from './seeded-world.ts';

const hourMs = 3_600_000;

export interface MonthDeps {
  nowMs: number;
  findRate: FindRate;
}

/** Numbers of a vendor's month that every type of vendor has, and those of hotels, computed from the versions as sent. */
export function vendorMonthOf(
  vendor: SeededVendor,
  period: string,
  reservations: readonly (readonly Change[])[],
  deps: MonthDeps,
) {
  const month = spanOfMonth(period, vendor.timezone);
  const isIn = (atMs: number): boolean => atMs >= month.fromMs && atMs < month.toMs;
  const told = reservations
    .filter(([first]) => first?.reservation.vendorId === vendor.vendorId)
    .flatMap((versions) => {
      const latest = versions.at(-1)?.reservation;
      return latest === undefined ? [] : [{ versions, latest }];
    });
  const booked = told.filter(({ latest }) => isIn(Date.parse(latest.bookedAt)));
  const arriving = told.filter(({ latest }) => isIn(startOf(latest)));
  const isPresumed = (latest: Reservation) =>
    latest.status === 'booked' && endOf(latest) + 48 * hourMs <= deps.nowMs;
  const completed = arriving.filter(({ latest }) => latest.status === 'completed' || isPresumed(latest));
  const statusOf = (status: string) => arriving.filter(({ latest }) => latest.status === status).length;
  const steps = told.flatMap(({ versions }) =>
    versions.flatMap((change, index) => {
      const before = versions[index - 1];
      return before !== undefined && isIn(Date.parse(change.changedAt)) ? [{ change, before }] : [];
    }),
  );
  const endings = (status: string) =>
    lastOfEach(
      steps.filter(
        ({ change, before }) => change.reservation.status === status && before.reservation.status !== status,
      ),
    );
  const fees = (status: string) =>
    sum(
      told.map(({ versions, latest }) => {
        const began = versions.findLastIndex((each) => each.reservation.status !== status) + 1;
        const isKept = latest.status === status && isIn(Date.parse(versions[began]?.changedAt ?? ''));
        return isKept ? (amountIn(vendor, latest, latest.retained ?? '0', deps.findRate) ?? 0n) : 0n;
      }),
    );
  const updates = steps.filter(({ change }) => change.kind === 'updated');
  const live = told.filter(({ versions }) => isLiveWithin(versions, month)).length;
  const leads = booked.map(({ latest }) => leadDaysOf(latest, vendor.timezone));
  const stays = completed.flatMap(({ latest }) => {
    const nights = latest.hotel?.nights ?? 0;
    return nights > 0 ? [nights] : [];
  });
  const digits = minorDigitsOf(vendor.currency);
  const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const [cancelled, noShows] = [endings('cancelled'), endings('no_show')];
  const notices = cancelled
    .map((change) => (startOf(change.reservation) - Date.parse(change.changedAt)) / hourMs)
    .filter((hours) => hours >= 0);
  const bucket = (from: number, to: number) => leads.filter((days) => days >= from && days <= to).length;
  return {
    bookings: booked.length,
    arrivals: arriving.length,
    arrivalsCompleted: completed.length,
    arrivalsCancelled: statusOf('cancelled'),
    arrivalsNoShow: statusOf('no_show'),
    cancellationRate: rate(statusOf('cancelled'), arriving.length),
    noShowRate: rate(statusOf('no_show'), arriving.length),
    cancellations: cancelled.length,
    cancellationsByInitiator: byInitiator(cancelled),
    noShows: noShows.length,
    noShowsByInitiator: byInitiator(noShows),
    cancellationFees: print(fees('cancelled'), digits),
    noShowFees: print(fees('no_show'), digits),
    leadTime: {
      median: median(leads),
      mean: rate(
        leads.reduce((total, days) => total + days, 0),
        leads.length,
      ),
      buckets: {
        '0-1': bucket(0, 1),
        '2-7': bucket(2, 7),
        '8-30': bucket(8, 30),
        '31-90': bucket(31, 90),
        '91+': bucket(91, Infinity),
      },
    },
    changesPer100: rate(updates.length * 100, live),
    cancellationNotice: median(notices),
    presumedCompleted: arriving.filter(({ latest }) => isPresumed(latest)).length,
    withoutAmount: booked.filter(({ latest }) => latest.amount === null).length,
    ...(vendor.type === 'hotel'
      ? {
          ...roomsOf(
            vendor,
            period,
            told.map(({ latest }) => latest),
            deps,
          ),
          averageStay: rate(
            stays.reduce((total, nights) => total + nights, 0),
            stays.length,
          ),
        }
      : {}),
  };
}

/** Of each reservation the last one: what happens twice in a month is told once. */
function lastOfEach(steps: readonly { change: Change }[]): Change[] {
  return [...new Map(steps.map(({ change }) => [change.reservationId, change])).values()];
}

function byInitiator(changes: readonly Change[]): Record<string, number> {
  const told = Map.groupBy(changes, ({ initiator }) => initiator ?? 'unknown');
  return Object.fromEntries([...told].map(([initiator, own]) => [initiator, own.length]));
}

/** Nights on their dates, and their share of the amount; what is left over by the cent goes to the first ones. */
function roomsOf(
  vendor: SeededVendor,
  period: string,
  reservations: readonly Reservation[],
  { nowMs, findRate }: MonthDeps,
) {
  const digits = minorDigitsOf(vendor.currency);
  const today = dateIn(nowMs, vendor.timezone);
  let [stayed, booked, revenue] = [0, 0, 0n];
  for (const each of reservations.filter(({ status }) => isLive(status))) {
    const { nights, rooms } = { nights: each.hotel?.nights ?? 0, rooms: each.hotel?.rooms ?? 1 };
    const units = amountIn(vendor, each, each.hotel?.roomAmount ?? each.amount ?? null, findRate) ?? 0n;
    const first = Temporal.PlainDate.from(each.startAt.slice(0, 10));
    for (let night = 0; night < Math.max(nights, 1); night += 1) {
      const date = first.add({ days: night });
      if (date.toPlainYearMonth().toString() !== period) continue;
      booked += nights === 0 ? 0 : rooms;
      if (Temporal.PlainDate.compare(date, today) >= 0 || startOf(each) > nowMs) continue;
      stayed += nights === 0 ? 0 : rooms;
      const count = BigInt(Math.max(nights, 1));
      revenue += units / count + (BigInt(night) < units % count ? 1n : 0n);
    }
  }
  return {
    roomNightsStayed: stayed,
    roomNightsBooked: booked,
    roomRevenue: print(revenue, digits),
    adr: stayed === 0 ? null : print(divide(revenue, BigInt(stayed)), digits),
  };
}

/** An amount in the vendor's currency at the rate of the booking day; null where either is not known. */
function amountIn(
  { currency, timezone }: SeededVendor,
  reservation: Reservation,
  amount: string | null,
  findRate: FindRate,
): bigint | null {
  const day = dateIn(Date.parse(reservation.bookedAt), timezone);
  const rate = findRate(reservation.currency ?? '', currency, day);
  return rate === undefined || amount === null ? null : convert(exact(amount), rate, minorDigitsOf(currency));
}

function isLiveWithin(versions: readonly Change[], { fromMs, toMs }: Span): boolean {
  return versions.some(({ changedAt, reservation }, index) => {
    const next = versions[index + 1];
    const sinceMs = index === 0 ? Date.parse(reservation.bookedAt) : Date.parse(changedAt);
    const untilMs = Math.min(next === undefined ? Infinity : Date.parse(next.changedAt), endOf(reservation));
    return isLive(reservation.status) && untilMs > sinceMs && sinceMs < toMs && untilMs > fromMs;
  });
}

function leadDaysOf(reservation: Reservation, zone: string): number {
  const booked = dateIn(Date.parse(reservation.bookedAt), zone);
  const start = dateIn(startOf(reservation), zone);
  return Math.max(0, start.since(booked, { largestUnit: 'days' }).days);
}

function dateIn(epochMs: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate();
}

function startOf({ startAt, timezone }: Reservation): number {
  return Temporal.PlainDateTime.from(startAt).toZonedDateTime(timezone).epochMilliseconds;
}

function endOf({ endAt, timezone }: Reservation): number {
  return Temporal.PlainDateTime.from(endAt).toZonedDateTime(timezone).epochMilliseconds;
}
