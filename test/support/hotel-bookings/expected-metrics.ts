import type { Month } from './month.ts';

/** Computes what a report says of a month from its numbers, by the definitions of a vendor month. */
export function expectedMetrics(month: Month): object {
  const number = (column: string): number => Number(month[column]);
  const money = (column: string): string => (cents(String(month[column])) / 100).toFixed(2);
  const per = (part: string, whole: string, factor = 1): number | null =>
    number(whole) === 0 ? null : (number(part) * factor) / number(whole);
  const [days0 = 0, days2 = 0, days8 = 0, days31 = 0, days91 = 0] = numbersIn(month['lead_time_buckets']);
  return {
    bookings: number('bookings'),
    arrivals: number('arrivals'),
    arrivalsCompleted: number('arrivals_completed'),
    arrivalsCancelled: number('arrivals_cancelled'),
    arrivalsNoShow: number('arrivals_no_show'),
    cancellationRate: per('arrivals_cancelled', 'arrivals'),
    noShowRate: per('arrivals_no_show', 'arrivals'),
    cancellations: number('cancellations'),
    cancellationsByInitiator: month['cancellations_by_initiator'],
    noShows: number('no_shows'),
    noShowsByInitiator: month['no_shows_by_initiator'],
    roomNightsStayed: number('room_nights_stayed'),
    roomNightsBooked: number('room_nights_booked'),
    roomRevenue: money('room_revenue'),
    adr:
      number('room_nights_stayed') === 0
        ? null
        : (Math.round(cents(String(month['room_revenue'])) / number('room_nights_stayed')) / 100).toFixed(2),
    cancellationFees: money('cancellation_fees'),
    noShowFees: money('no_show_fees'),
    averageStay: per('completed_stay_nights', 'completed_stays'),
    leadTime: {
      median: month['lead_time_median'],
      mean: per('lead_time_days_sum', 'bookings'),
      buckets: { '0-1': days0, '2-7': days2, '8-30': days8, '31-90': days31, '91+': days91 },
    },
    changesPer100: per('updates', 'live_reservations', 100),
    materialChangesPer100: per('material_updates', 'live_reservations', 100),
    scheduleChanges: { minor: 0, major: 0, severe: 0, unknown: 0 },
    cancellationNotice: month['cancellation_notice_hours_median'],
    scheduleChangeNotice: null,
    presumedCompleted: 0,
    withoutAmount: 0,
    unconverted: 0,
  };
}

/** A month's money is far below what a double holds exactly in cents. */
function cents(decimal: string): number {
  return Math.round(Number(decimal) * 100);
}

function numbersIn(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
