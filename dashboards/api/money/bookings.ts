import { toInstant } from '../../../infra/clock.ts';
import type { Affiliate } from '../affiliate.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { formatMoney } from '../metric.ts';
import type { Range } from '../range/range.ts';
import { rangeParams, type Reader } from '../reader.ts';
import type { AffiliateScope } from '../scope.ts';
import {
  addAmounts,
  toCommissionEntries,
  toValueEntry,
  type CommissionEntry,
  type EntryRow,
  type Money,
  type ValueEntry,
} from './entry.ts';
import { isMoney, type Tile } from './tile.ts';

const models = ['value_entries', 'reservation_versions', 'linked_reservations'];

/** What a reservation may be to its affiliate; transferred: it is another's now. */
export const statuses = ['booked', 'cancelled', 'completed', 'no_show', 'deleted', 'transferred'] as const;

/** A booking with its money, and nothing of who travels. */
export interface Booking {
  reservationId: string;
  status: string;
  type: string;
  vendorId: string;
  destination: { airport: string | null; city: string | null; country: string | null };
  bookedAt: string;
  startAt: string;
  endAt: string;
  timezone: string;
  /** The price as it is now, in the currency of booking. */
  price: Money | null;
  /** Sum of the entries in the affiliate's currency. */
  value: string;
  commission: { pending: string; approved: string };
  /** What it adds to the tile; null where that is a count. */
  inTile: string | null;
  valueEntries: (ValueEntry & { counted: boolean })[];
  commissionEntries: CommissionEntry[];
}

export interface Bookings {
  from: string;
  to: string;
  tz: string;
  currency: string;
  asOf: string | null;
  tile: Tile;
  /** Of all pages: `amount` is the overview's tile where that is money, else null. */
  total: { bookings: number; entries: number; amount: string | null };
  bookings: Booking[];
  next: string | null;
}

export interface BookingsRequest {
  range: Range;
  tile: Tile;
  /** Empty: any. */
  statuses: readonly string[];
  limit: number;
  cursor?: string;
}

interface PageRow {
  reservation_id: string;
  day: string;
  amount: string;
  all_bookings: number;
  all_entries: number;
  all_amount: string;
}

interface StateRow {
  reservation_id: string;
  status: string;
  type: string;
  vendor_id: string;
  booked_at: string;
  start_at: string;
  end_at: string;
  timezone: string;
  amount: string | null;
  currency: string;
  minor_digits: number;
  airport: string;
  city: string;
  country: string;
}

type BookingEntryRow = EntryRow & { reservation_id: string; is_counted: boolean };

/**
 * Reads one page of the bookings behind a tile, the latest booked first, each with all of its entries: `counted` are
 * those that the tile sums. The same range gives the same sum as the overview.
 *
 * @throws {Problem} 400 for a cursor of another question.
 */
export async function readBookings(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: BookingsRequest,
): Promise<Bookings> {
  const { range, tile, limit } = request;
  const question = [scope.affiliateId, range.fromMs, range.toMs, tile, ...request.statuses].join('|');
  const offset = request.cursor === undefined ? 0 : decodeCursor(request.cursor, question);
  const params = { ...rangeParams(range), tile, currency: affiliate.currency };
  const [asOf, found] = await Promise.all([
    reader.asOf(models),
    reader.affiliate<PageRow>(scope, 'booking_page', {
      ...params,
      statuses: request.statuses,
      limit: limit + 1,
      offset,
    }),
  ]);
  const page = found.slice(0, limit);
  const [first] = page;
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    currency: affiliate.currency,
    asOf,
    tile,
    total: {
      bookings: first?.all_bookings ?? 0,
      entries: first?.all_entries ?? 0,
      amount: isMoney(tile) ? formatMoney(first?.all_amount ?? '0', affiliate.minorDigits) : null,
    },
    bookings: await readPage(reader, scope, affiliate, { page, params, tile }),
    next: found.length > limit ? encodeCursor(offset + limit, question) : null,
  };
}

async function readPage(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  { page, params, tile }: { page: readonly PageRow[]; params: Record<string, string>; tile: Tile },
): Promise<Booking[]> {
  if (page.length === 0) return [];
  const ids = page.map((row) => row.reservation_id);
  const asked = { ...params, ids, days: [...new Set(page.map((row) => row.day))] };
  const [states, entries] = await Promise.all([
    reader.affiliate<StateRow>(scope, 'booking_states', asked),
    reader.affiliate<BookingEntryRow>(scope, 'booking_entries', asked),
  ]);
  const stateOf = new Map(states.map((row) => [row.reservation_id, row]));
  const entriesOf = Map.groupBy(entries, (row) => row.reservation_id);
  return page.flatMap(({ reservation_id: id, amount }) => {
    const state = stateOf.get(id);
    if (state === undefined) return [];
    const inTile = isMoney(tile) ? formatMoney(amount, affiliate.minorDigits) : null;
    return [{ ...toBooking(state, entriesOf.get(id) ?? [], affiliate), inTile }];
  });
}

function toBooking(
  state: StateRow,
  entries: readonly BookingEntryRow[],
  affiliate: Affiliate,
): Omit<Booking, 'inTile'> {
  const commissionEntries = entries.flatMap((row) => toCommissionEntries(row));
  const own = <Entry extends { currency: string }>(all: readonly Entry[]): Entry[] =>
    all.filter((each) => each.currency === affiliate.currency);
  const add = (amounts: readonly string[]): string =>
    formatMoney(addAmounts(amounts) ?? '0', affiliate.minorDigits);
  return {
    reservationId: state.reservation_id,
    status: state.status,
    type: state.type,
    vendorId: state.vendor_id,
    destination: {
      airport: known(state.airport),
      city: known(state.city),
      country: known(state.country),
    },
    bookedAt: state.booked_at,
    startAt: state.start_at,
    endAt: state.end_at,
    timezone: state.timezone,
    price:
      state.amount === null
        ? null
        : { amount: formatMoney(state.amount, state.minor_digits), currency: state.currency },
    value: add(own(entries).flatMap((row) => (row.value === null ? [] : [row.value]))),
    commission: {
      pending: add(own(commissionEntries).map((each) => each.pending)),
      approved: add(own(commissionEntries).map((each) => each.approved)),
    },
    valueEntries: entries.map((row) => ({ ...toValueEntry(row), counted: row.is_counted })),
    commissionEntries,
  };
}

function known(text: string): string | null {
  return text === '' ? null : text;
}
