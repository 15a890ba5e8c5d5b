/**
 * The mapping of the "Hotel booking demand" data set (Antonio, Almeida, Nunes, Data in Brief 22, 2019) to
 * reservation changes: 119,390 bookings of two Portuguese hotels.
 */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What each final state is called, and when in the day of its date (UTC) it is taken to have come. */
const endings: Readonly<Record<string, { kind: 'completed' | 'cancelled' | 'no_show'; hour: number }>> = {
  'Check-Out': { kind: 'completed', hour: 11 },
  Canceled: { kind: 'cancelled', hour: 12 },
  'No-Show': { kind: 'no_show', hour: 20 },
};

const hotels: Readonly<Record<string, { vendorId: string; city: string }>> = {
  'Resort Hotel': { vendorId: 'resort-hotel', city: 'Algarve' },
  'City Hotel': { vendorId: 'city-hotel', city: 'Lisbon' },
};

export type CsvRow = Readonly<Record<string, string>>;

/**
 * Returns the changes of one row in version order: created, one update for each of `booking_changes`, the final
 * state. The updates are spread evenly between booking and final state.
 *
 * @param row a row of the file by its column names
 * @param rowNumber counts data rows from 1, in file order: it makes the ids, which the data lacks
 * @returns undefined where the row is not of this data set
 */
export function toHotelChanges(row: CsvRow, rowNumber: number): object[] | undefined {
  const hotel = hotels[row['hotel'] ?? ''];
  const ending = endings[row['reservation_status'] ?? ''];
  const arrivalMs = Date.UTC(
    numberOf(row, 'arrival_date_year'),
    monthOf(row['arrival_date_month']),
    numberOf(row, 'arrival_date_day_of_month'),
  );
  const nights = numberOf(row, 'stays_in_weekend_nights') + numberOf(row, 'stays_in_week_nights');
  const guests = numberOf(row, 'adults') + numberOf(row, 'children') + numberOf(row, 'babies');
  const updates = numberOf(row, 'booking_changes');
  const bookedAtMs = arrivalMs - numberOf(row, 'lead_time') * dayMs + 12 * hourMs;
  const endingDateMs = Date.parse(`${row['reservation_status_date'] ?? ''}T00:00:00Z`);
  const amount = multiply(row['adr'] ?? '', nights);
  const isRow = [arrivalMs, nights, guests, updates, bookedAtMs, endingDateMs].every(
    (each) => !Number.isNaN(each),
  );
  if (hotel === undefined || ending === undefined || amount === undefined || !isRow) return undefined;

  const finalMs = Math.max(endingDateMs + ending.hour * hourMs, bookedAtMs + hourMs);
  const reservationId = `hb-${rowNumber}`;
  const agent = present(row['agent']);
  const country = present(row['country']);
  const reservation = {
    type: 'hotel',
    vendorId: hotel.vendorId,
    travelerId: `guest-${rowNumber}`,
    affiliateId: agent === null ? null : `agent-${agent}`,
    tripId: null,
    confirmation: null,
    click: null,
    bookedAt: new Date(bookedAtMs).toISOString(),
    startAt: `${toDate(arrivalMs)}T15:00:00`,
    endAt: nights === 0 ? `${toDate(arrivalMs)}T16:00:00` : `${toDate(arrivalMs + nights * dayMs)}T11:00:00`,
    timezone: 'Europe/Lisbon',
    amount,
    retained: null,
    currency: 'EUR',
    travelerCountry: country,
    hotel: { nights, rooms: 1, guests, roomAmount: null, city: hotel.city, country: 'PT' },
  };
  const change = (version: number, changedAtMs: number, kind: string, status: string): object => ({
    changeId: `${reservationId}:${version}`,
    reservationId,
    version,
    changedAt: new Date(changedAtMs).toISOString(),
    source: agent === null ? 'manual' : 'agency',
    kind,
    initiator: 'unknown',
    reason: null,
    reservation: { ...reservation, status },
  });
  const changes = [change(1, bookedAtMs, 'created', 'booked')];
  for (let k = 1; k <= updates; k += 1) {
    const changedAtMs = bookedAtMs + Math.trunc((k * (finalMs - bookedAtMs)) / (updates + 1));
    changes.push(change(1 + k, changedAtMs, 'updated', 'booked'));
  }
  changes.push(change(2 + updates, finalMs, ending.kind, ending.kind));
  return changes;
}

/** `NA` counts 0; a missing or odd cell is NaN. */
function numberOf(row: CsvRow, column: string): number {
  const text = row[column] ?? '';
  if (text === 'NA') return 0;
  return /^\d+(\.0+)?$/.test(text) ? Number(text) : NaN;
}

/** Counts from 0, as Date does; NaN where there is no such month. */
function monthOf(name: string | undefined): number {
  const month = months.indexOf(name ?? '');
  return month === -1 ? NaN : month;
}

function present(text: string | undefined): string | null {
  return text === undefined || text === 'NULL' || text === '' ? null : text;
}

function toDate(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** Returns decimal digits times a whole number, rounded half away from zero to cents; exact, unlike a double. */
function multiply(decimal: string, factor: number): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (match === null || Number.isNaN(factor)) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const scale = 10n ** BigInt(fraction.length);
  const product = BigInt(whole + fraction) * BigInt(factor) * 100n;
  const cents = (product * 2n + scale) / (scale * 2n);
  const digits = cents.toString().padStart(3, '0');
  return `${cents === 0n ? '' : sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
