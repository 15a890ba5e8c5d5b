import type { Span } from './affiliate-money.ts';
import { isLive, type Change, type Reservation } from './change.ts';
import { convert, type FindRate } from './fx.ts';
import { median } from './journeys.ts';
import { divide, exact, minorDigitsOf, print, sum } from './money.ts';
import { spanOfMonth } from './range.ts';
import type { SeededVendor } from './seeded-world.ts';
import { rentalsOf } from './vendor-cars.ts';
import { isMaterial, scheduleChangesOf } from './vendor-changes.ts';
import { flightsOf } from './vendor-flights.ts';
import { mixOf } from './vendor-mix.ts';

const hourMs = 3_600_000;

export interface MonthDeps {
  nowMs: number;
  findRate: FindRate;
}

/** A rate's numerator, of money in minor units, and its denominator. */
export type Part = readonly [numerator: number | bigint, denominator: number];

/** A vendor's month, computed from the versions as sent. `parts` are those of its rates, by name. */
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
  const material = updates.filter(isMaterial);
  const schedule = scheduleChangesOf(steps);
  const live = told.filter(({ versions }) => isLiveWithin(versions, month)).length;
  const leadsAsTold = booked.map(({ latest }) => leadDaysOf(latest, vendor.timezone));
  const leads = leadsAsTold.map((days) => Math.max(0, days));
  const leadDays = leads.reduce((total, days) => total + days, 0);
  const stays = completed.flatMap(({ latest }) => {
    const nights = latest.hotel?.nights ?? 0;
    return nights > 0 ? [nights] : [];
  });
  const digits = minorDigitsOf(vendor.currency);
  const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const [cancelled, noShows] = [endings('cancelled'), endings('no_show')];
  const noticesOf = (changes: readonly Change[]) =>
    changes
      .map((change) => (startOf(change.reservation) - Date.parse(change.changedAt)) / hourMs)
      .filter((hours) => hours >= 0);
  const stayNights = stays.reduce((total, nights) => total + nights, 0);
  const latest = told.map((each) => each.latest);
  const versionsOf = told.map(({ versions }) => versions);
  const rooms = vendor.type === 'hotel' ? roomsOf(vendor, period, latest, deps) : undefined;
  const flights = vendor.type === 'flight' ? flightsOf(versionsOf, period) : undefined;
  const today = dateIn(deps.nowMs, vendor.timezone);
  const amountOf = (each: Reservation) => amountIn(vendor, each, each.amount ?? null, deps.findRate);
  const hasBegun = (each: Reservation) => startOf(each) <= deps.nowMs;
  const cars = vendor.type === 'car' ? rentalsOf(latest, period, { today, hasBegun, amountOf }) : undefined;
  const bucket = (from: number, to: number) => leads.filter((days) => days >= from && days <= to).length;
  const metrics = {
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
      mean: rate(leadDays, leads.length),
      buckets: {
        '0-1': bucket(0, 1),
        '2-7': bucket(2, 7),
        '8-30': bucket(8, 30),
        '31-90': bucket(31, 90),
        '91+': bucket(91, Infinity),
      },
    },
    changesPer100: rate(updates.length * 100, live),
    materialChangesPer100: rate(material.length * 100, live),
    scheduleChanges: schedule.counts,
    cancellationNotice: median(noticesOf(cancelled)),
    scheduleChangeNotice: median(noticesOf(schedule.moved.map(({ change }) => change))),
    presumedCompleted: arriving.filter((each) => isPresumed(each.latest)).length,
    withoutAmount: booked.filter((each) => each.latest.amount === null).length,
    unconverted: booked.filter((each) => each.latest.amount !== null && amountOf(each.latest) === null)
      .length,
    ...(rooms && {
      roomNightsStayed: rooms.stayed,
      roomNightsBooked: rooms.booked,
      roomRevenue: print(rooms.revenue, digits),
      adr: rooms.stayed === 0 ? null : print(divide(rooms.revenue, BigInt(rooms.stayed)), digits),
      averageStay: rate(stayNights, stays.length),
    }),
    ...(flights && {
      segments: flights.segments,
      passengers: flights.passengers,
      onTimeRate: rate(flights.onTime, flights.flights),
    }),
    ...(cars && {
      rentals: cars.rentals,
      rentalDays: cars.rentalDays,
      rentalRevenue: print(cars.revenue, digits),
      revenuePerDay:
        cars.rentalDays === 0 ? null : print(divide(cars.revenue, BigInt(cars.rentalDays)), digits),
    }),
  };
  const parts: Readonly<Record<string, Part>> = {
    cancellationRate: [metrics.arrivalsCancelled, metrics.arrivals],
    noShowRate: [metrics.arrivalsNoShow, metrics.arrivals],
    'leadTime.mean': [leadDays, leads.length],
    changesPer100: [updates.length * 100, live],
    materialChangesPer100: [material.length * 100, live],
    ...(rooms && { adr: [rooms.revenue, rooms.stayed], averageStay: [stayNights, stays.length] }),
    ...(flights && { onTimeRate: [flights.onTime, flights.flights] }),
    ...(cars && { revenuePerDay: [cars.revenue, cars.rentalDays] }),
  };
  return {
    metrics,
    parts,
    mix: mixOf(
      booked.map(({ versions, latest: own }) => ({ latest: own, source: versions[0]?.source ?? '' })),
      vendor.type,
    ),
    negativeLeadTimes: leadsAsTold.filter((days) => days < 0).length,
    /** How much there is to tell of the month: a month without anything need not be there. */
    facts: [booked, arriving, cancelled, noShows, updates].reduce(
      (total, own) => total + own.length,
      (flights?.segments ?? 0) + (cars?.rentalDays ?? 0) + (rooms?.booked ?? 0),
    ),
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
  return { stayed, booked, revenue };
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
  return start.since(booked, { largestUnit: 'days' }).days;
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
