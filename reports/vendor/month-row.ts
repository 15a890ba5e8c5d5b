import type { MixDimension } from './mix.ts';

/** A row of the view `vendor_months`, with what stands beside it of flights and cars; Decimals are strings with up to four digits. */
export interface MonthRow {
  period: string;
  currency: string;
  minor_digits: number;
  timezone: string;
  bookings: number;
  arrivals: number;
  arrivals_completed: number;
  arrivals_cancelled: number;
  arrivals_no_show: number;
  presumed_completed: number;
  cancellations: number;
  no_shows: number;
  cancellations_by_initiator: Readonly<Record<string, number>>;
  no_shows_by_initiator: Readonly<Record<string, number>>;
  room_nights_stayed: number;
  room_nights_booked: number;
  room_revenue: string;
  cancellation_fees: string;
  no_show_fees: string;
  completed_stays: number;
  completed_stay_nights: number;
  lead_time_median: number | null;
  lead_time_days_sum: number;
  lead_time_buckets: readonly number[];
  lead_time_negative: number;
  updates: number;
  material_updates: number;
  live_reservations: number;
  schedule_changes_minor: number;
  schedule_changes_major: number;
  schedule_changes_severe: number;
  schedule_changes_unknown: number;
  cancellation_notice_hours_median: number | null;
  schedule_change_notice_hours_median: number | null;
  mix: readonly { dimension: MixDimension; key: string; bookings: number }[];
  without_amount: number;
  unconverted: number;
  segments: number;
  passengers: number;
  /** Distinct flights of which is known whether they arrived in time. */
  flights: number;
  flights_on_time: number;
  rentals: number;
  rental_days: number;
  rental_revenue: string;
}

/** The month of a vendor in which nothing happened: zeros, and no medians. */
export function emptyMonthRow(
  period: string,
  vendor: { currency: string; minorDigits: number; timezone: string },
): MonthRow {
  return {
    period,
    currency: vendor.currency,
    minor_digits: vendor.minorDigits,
    timezone: vendor.timezone,
    bookings: 0,
    arrivals: 0,
    arrivals_completed: 0,
    arrivals_cancelled: 0,
    arrivals_no_show: 0,
    presumed_completed: 0,
    cancellations: 0,
    no_shows: 0,
    cancellations_by_initiator: {},
    no_shows_by_initiator: {},
    room_nights_stayed: 0,
    room_nights_booked: 0,
    room_revenue: '0',
    cancellation_fees: '0',
    no_show_fees: '0',
    completed_stays: 0,
    completed_stay_nights: 0,
    lead_time_median: null,
    lead_time_days_sum: 0,
    lead_time_buckets: [0, 0, 0, 0, 0],
    lead_time_negative: 0,
    updates: 0,
    material_updates: 0,
    live_reservations: 0,
    schedule_changes_minor: 0,
    schedule_changes_major: 0,
    schedule_changes_severe: 0,
    schedule_changes_unknown: 0,
    cancellation_notice_hours_median: null,
    schedule_change_notice_hours_median: null,
    mix: [],
    without_amount: 0,
    unconverted: 0,
    segments: 0,
    passengers: 0,
    flights: 0,
    flights_on_time: 0,
    rentals: 0,
    rental_days: 0,
    rental_revenue: '0',
  };
}
