import type { Reservation } from './change.ts';
import { periodsOf } from './vendor-cars.ts';

const least = 5;

interface Booking {
  latest: Reservation;
  source: string;
}

/** A month's bookings by what they are told apart by, small rows joined so that none can be found by subtraction. */
export function mixOf(bookings: readonly Booking[], type: string) {
  const by = (keyOf: (booking: Booking) => string) => join(bookings, keyOf);
  return {
    affiliate: by(({ latest }) => latest.affiliateId ?? ''),
    travelerCountry: by(({ latest }) => alpha2(latest.travelerCountry ?? '')),
    source: by(({ source }) => source),
    ...(type === 'flight' ? {} : { lengthOfStay: by(({ latest }) => lengthOf(latest)) }),
  };
}

/** The rows that stand on their own, and what the joined ones come to. */
function join(bookings: readonly Booking[], keyOf: (booking: Booking) => string) {
  const rows = [...Map.groupBy(bookings, keyOf)]
    .map(([key, own]) => ({ key, bookings: own.length }))
    .toSorted((a, b) => b.bookings - a.bookings || (a.key < b.key ? -1 : 1));
  const shown = rows.filter((row) => row.bookings >= least);
  const joined = rows.filter((row) => row.bookings < least);
  if (joined.length === 0) return { rows: shown, other: null };
  const total = (): number => joined.reduce((sum, row) => sum + row.bookings, 0);
  // One row alone in Other is as good as shown; so is what stays under five there.
  while (shown.length > 0 && (joined.length < 2 || total() < least)) joined.push(...shown.splice(-1));
  return { rows: shown, other: total() };
}

function alpha2(country: string): string {
  return country === 'PRT' ? 'PT' : country;
}

/** Nights of a stay and days of a rental, by groups. */
function lengthOf({ hotel, car, startAt, endAt }: Reservation): string {
  const [start, end] = [Temporal.PlainDateTime.from(startAt), Temporal.PlainDateTime.from(endAt)];
  const days = car === undefined || car === null ? (hotel?.nights ?? 0) : (car.days ?? periodsOf(start, end));
  if (days <= 3) return String(days);
  return days <= 6 ? '4-6' : days <= 13 ? '7-13' : '14+';
}
