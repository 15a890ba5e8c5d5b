import type { Peer } from '../../../../reports/vendor/benchmark.ts';
import { emptyMonthRow, type MonthRow } from '../../../../reports/vendor/month-row.ts';
import { monthsUpTo } from '../../../../reports/vendor/month-source.ts';
import type { Period } from '../../../../reports/vendor/period.ts';
import { buildReport, type Audience, type VendorReport } from '../../../../reports/vendor/report.ts';

const vendor = { currency: 'EUR', minorDigits: 2, timezone: 'Europe/Lisbon' };

/** The standing of a month that nobody closed. */
export const openStanding = { version: 1, state: 'open', book: null } as const;

/** A busy month of a hotel; a test overrides what it is about. */
export function seedRow(overrides: Partial<MonthRow> = {}): MonthRow {
  return {
    ...emptyMonthRow('2016-05', vendor),
    bookings: 1_480,
    arrivals: 1_376,
    arrivals_completed: 861,
    arrivals_cancelled: 489,
    arrivals_no_show: 26,
    presumed_completed: 17,
    cancellations: 512,
    no_shows: 24,
    cancellations_by_initiator: { traveler: 480, vendor: 12, unknown: 20 },
    no_shows_by_initiator: { vendor: 24 },
    room_nights_stayed: 2_511,
    room_nights_booked: 2_530,
    room_revenue: '271862.47',
    cancellation_fees: '4120.5',
    no_show_fees: '1980',
    completed_stays: 858,
    completed_stay_nights: 2_402,
    lead_time_median: 54.5,
    lead_time_days_sum: 112_334,
    lead_time_buckets: [151, 168, 296, 422, 443],
    lead_time_negative: 2,
    updates: 402,
    material_updates: 288,
    live_reservations: 5_120,
    schedule_changes_minor: 0,
    schedule_changes_major: 3,
    schedule_changes_severe: 9,
    schedule_changes_unknown: 1,
    cancellation_notice_hours_median: 812.25,
    schedule_change_notice_hours_median: null,
    mix: [
      { dimension: 'affiliate', key: 'agent-9', bookings: 700 },
      { dimension: 'affiliate', key: 'agent-240', bookings: 777 },
      { dimension: 'affiliate', key: 'agent-1', bookings: 3 },
      { dimension: 'travelerCountry', key: 'PT', bookings: 801 },
      { dimension: 'travelerCountry', key: 'DE', bookings: 401 },
      { dimension: 'travelerCountry', key: 'FR', bookings: 270 },
      { dimension: 'travelerCountry', key: 'BR', bookings: 5 },
      { dimension: 'travelerCountry', key: '', bookings: 3 },
      { dimension: 'source', key: 'agency', bookings: 1_300 },
      { dimension: 'source', key: 'email', bookings: 180 },
      { dimension: 'lengthOfStay', key: '1', bookings: 300 },
      { dimension: 'lengthOfStay', key: '2', bookings: 520 },
      { dimension: 'lengthOfStay', key: '3', bookings: 420 },
      { dimension: 'lengthOfStay', key: '4', bookings: 160 },
      { dimension: 'lengthOfStay', key: '7', bookings: 78 },
      { dimension: 'lengthOfStay', key: '12', bookings: 2 },
    ],
    without_amount: 4,
    unconverted: 1,
    ...overrides,
  };
}

const seasons = [1, 1.1, 1.25, 1.3, 1.1, 0.9, 0.7, 0.5, 0.45, 0.55, 0.7, 0.9];

/** The thirteen months up to {@link seedRow}'s; of one, three months in, nothing is known. */
function seedTrend(month: Partial<MonthRow> = {}): { period: Period; row: MonthRow | undefined }[] {
  return monthsUpTo('2016-05').map((period, index) => {
    if (index === 12) return { period, row: seedRow(month) };
    if (index === 3) return { period, row: undefined };
    const full = seedRow(month);
    const share = seasons[index] ?? 1;
    const scale = (value: number) => Math.round(value * share);
    const [completed, cancelled] = [scale(full.arrivals_completed), scale(full.arrivals_cancelled)];
    const row = {
      ...full,
      period,
      bookings: scale(full.bookings),
      arrivals: completed + cancelled + full.arrivals_no_show,
      arrivals_completed: completed,
      arrivals_cancelled: cancelled,
      room_nights_stayed: scale(full.room_nights_stayed),
      room_revenue: String(scale(Number(full.room_revenue)) / (index === 5 ? 2 : 1)),
      completed_stay_nights: full.completed_stay_nights + 40 * index,
      lead_time_median: 40 + index,
      segments: scale(full.segments),
      passengers: scale(full.passengers),
      flights_on_time: Math.min(full.flights, scale(full.flights_on_time)),
      rentals: scale(full.rentals),
      rental_days: scale(full.rental_days),
      rental_revenue: String(scale(Number(full.rental_revenue))),
      schedule_changes_minor: index % 4,
      schedule_changes_major: (index * 7) % 5,
    };
    return { period, row };
  });
}

/** The report of {@link seedRow} beside two other months, as of the following June. */
export function seedReport(
  overrides: {
    month?: Partial<MonthRow>;
    vendorName?: string;
    asOf?: string | null;
    audience?: Audience;
    type?: string;
    peers?: Peer[];
  } = {},
): VendorReport {
  const source = {
    vendorId: 'city-hotel',
    vendorName: overrides.vendorName ?? 'City Hotel Lisboa',
    type: overrides.type ?? 'hotel',
    asOf: overrides.asOf === undefined ? '2016-06-12T04:00:00.000Z' : overrides.asOf,
    owner: 'o',
    peers: overrides.peers ?? [],
    month: seedRow(overrides.month),
    previousMonth: seedRow({ period: '2016-04', bookings: 1_402, room_revenue: '251004.10', mix: [] }),
    sameMonthLastYear: seedRow({ period: '2015-05', bookings: 1_561, arrivals_cancelled: 402, mix: [] }),
    trend: seedTrend(overrides.month),
  };
  return buildReport(source, overrides.audience ?? 'shared', openStanding);
}
