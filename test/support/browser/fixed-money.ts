/** Fixed answers of bookings, statements and the live view for golden pictures. */

const asOf = '2026-05-20T10:25:00.000Z';
const range = { from: '2026-04-20T22:00:00.000Z', to: '2026-05-20T22:00:00.000Z', tz: 'Europe/Amsterdam' };
const places = [
  ['Lisbon', 'PT'],
  ['Innsbruck', 'AT'],
  ['Rome', 'IT'],
] as const;

/** The bookings behind a tile; each adds its value to one of money. */
export function fixedBookings(query: URLSearchParams): object {
  const tile = query.get('tile') ?? 'bookings';
  const bookings = Array.from({ length: 9 }, (_, index) => {
    const [city, country] = places[index % places.length] ?? places[0];
    const value = (180 + ((index * 97) % 400)).toFixed(2);
    return {
      reservationId: `h-2026-${8_140 - index * 13}`,
      status: ['booked', 'completed', 'cancelled'][index % 3],
      type: 'hotel',
      vendorId: ['harbour', 'alpine', 'rollo'][index % 3],
      destination: { airport: null, city, country },
      bookedAt: `2026-05-${19 - index}T09:4${index}:00.000Z`,
      startAt: `2026-06-${10 + index}T15:00:00`,
      endAt: `2026-06-${13 + index}T11:00:00`,
      timezone: 'Europe/Lisbon',
      price: { amount: value, currency: 'EUR' },
      value,
      commission: { pending: (Number(value) / 10).toFixed(2), approved: '0.00' },
      inTile: tile === 'bookings' ? null : value,
      valueEntries: [],
      commissionEntries: [],
    };
  });
  return {
    ...range,
    currency: 'EUR',
    asOf,
    tile,
    total: { bookings: 163, entries: 163, amount: tile === 'bookings' ? null : '48210.50' },
    bookings,
    next: 'more',
  };
}

export const fixedStatements = {
  currency: 'EUR',
  asOf,
  statements: ['2026-05', '2026-04', '2026-03'].map((period, index) => ({
    period,
    phase: index === 0 ? 'running' : 'past',
    entries: 214 - index * 21,
    netValue: (28_400.5 - index * 1_210).toFixed(2),
    commission: { pending: (1_832.4 - index * 210).toFixed(2), approved: (2_551.2 - index * 120).toFixed(2) },
  })),
};

const minuteMs = 60_000;

export const fixedRealtime = {
  at: '2026-05-20T10:30:00.000Z',
  asOf,
  visitors: 42,
  minutes: Array.from({ length: 30 }, (_, index) => ({
    at: new Date(Date.parse('2026-05-20T10:01:00Z') + index * minuteMs).toISOString(),
    visitors: Math.round(24 + 12 * Math.sin(index / 4) + ((index * 5) % 7)),
  })),
};
