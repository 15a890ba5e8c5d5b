import type { Booking, statuses as knownStatuses } from '../../../api/money/bookings.ts';
import { nothing } from '../../format/format.ts';
import { formats } from '../../format/reader.ts';
import { text } from '../../text/en.ts';

/** What a booking may be, in the order in which it is chosen from. */
export const statuses = [
  'booked',
  'completed',
  'cancelled',
  'no_show',
  'deleted',
  'transferred',
] as const satisfies readonly (typeof knownStatuses)[number][];

const statusTexts: Readonly<Record<string, string>> = text.money.status;
const kindTexts: Readonly<Record<string, string>> = text.money.entries.kinds;

export function statusTitle(status: string): string {
  return statusTexts[status] ?? status;
}

/** What an entry of value or commission is called. */
export function kindTitle(kind: string): string {
  return kindTexts[kind] ?? kind;
}

/** The days of a stay, flight or rental, each as its own place counts it. */
export function stayOf({ startAt, endAt }: Booking): string {
  return formats.days(startAt.slice(0, 10), endAt.slice(0, 10));
}

/** Where it goes: `Lisbon, Portugal`, or an airport. */
export function destinationOf({ destination: { airport, city, country } }: Booking): string {
  const place = city ?? airport;
  const parts = [place, country === null ? null : formats.country(country)];
  return parts.filter((part) => part !== null).join(', ');
}

/** An amount in the currency it was booked in. */
export function originalAmount(price: { amount: string; currency: string } | null): string {
  if (price === null) return nothing;
  const digits = price.amount.split('.')[1]?.length ?? 0;
  return formats.value(Number(price.amount), { style: 'money', currency: price.currency, digits });
}
