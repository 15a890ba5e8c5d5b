/** The world that the pages are tested with, made by rule, so that every number on them is known beforehand. */

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

interface Kind {
  country: string;
  page: string;
  campaign: string | undefined;
  agent: string;
  /** Visitors a day. */
  visitors: number;
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** What comes every day; each visitor is somebody new. */
export const kinds: readonly Kind[] = [
  { country: 'DE', page: '/lisbon', campaign: 'spring', agent: firefox, visitors: 3 },
  { country: 'FR', page: '/', campaign: undefined, agent: phone, visitors: 2 },
  { country: 'NL', page: '/guides, and more', campaign: 'summer', agent: firefox, visitors: 1 },
];

/** The days before the day on which the tests run that have visits. */
export const daysOfVisits = 6;
/** How long after they were made visits are looked at: what is made a little before midnight ends with that very day. */
const lookedAtMs = 15 * minuteMs;

/** The month, as `YYYY-MM`, in which the latest bookings were made. */
export function bookedMonth(): string {
  return new Date(Date.now() - dayMs).toISOString().slice(0, 7);
}

/** Every visitor sees its page, then a hotel, and clicks out; those from Germany book for 200.00 EUR. */
export function makeVisits(now: number): { events: object[]; changes: object[] } {
  const events: object[] = [];
  const changes: object[] = [];
  const today = Math.floor((now + lookedAtMs) / dayMs) * dayMs;
  for (let day = 1; day <= daysOfVisits; day += 1) {
    for (const kind of kinds) {
      for (let number = 0; number < kind.visitors; number += 1) {
        const id = `${day}-${kind.country}-${number}`;
        // Noon, so that the day is the same in every zone of Europe.
        const at = today - day * dayMs + 12 * 60 * minuteMs + number * minuteMs;
        events.push(...visit(id, at, kind));
        if (kind.country === 'DE') changes.push(booking(id, at + 5 * minuteMs));
      }
    }
  }
  return { events, changes };
}

/** The month before the last, as `YYYY-MM`: it is closed, and of what is known late made again. */
export function restatedMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1)).toISOString().slice(0, 7);
}

/** Three bookings of {@link restatedMonth} at another hotel; late comes that one of them was cancelled in the month. */
export function makeRestated(): { known: object[]; late: object[] } {
  const at = Date.parse(`${restatedMonth()}-12T12:00:00Z`);
  const known = [0, 1, 2].map((number) => booking(`old-${number}`, at + number * minuteMs, 'alpine'));
  return { known, late: [booking('old-0', at, 'alpine', at + dayMs)] };
}

function visit(id: string, at: number, kind: Kind): object[] {
  const event = (number: number, what: object, path: string): object => ({
    ...what,
    messageId: `${id}-${number}`,
    anonymousId: id,
    timestamp: new Date(at + number * minuteMs).toISOString(),
    context: {
      page: { path, url: `https://acme.example${path}`, title: path, referrer: '', search: '' },
      location: { country: kind.country },
      userAgent: kind.agent,
      ...(kind.campaign === undefined
        ? {}
        : { campaign: { name: kind.campaign, source: 'newsletter', medium: 'email' } }),
    },
  });
  return [
    event(0, { type: 'page', properties: { path: kind.page } }, kind.page),
    event(1, { type: 'page', properties: { path: '/hotels/harbour' } }, '/hotels/harbour'),
    event(
      2,
      { type: 'track', event: 'Offer Clicked', properties: { clickId: `c-${id}` } },
      '/hotels/harbour',
    ),
  ];
}

/** A booking by way of acme, or at another vendor by nobody's way; with `cancelledAt` as it is after that. */
function booking(id: string, at: number, vendorId = 'harbour', cancelledAt?: number): object {
  const isAcme = vendorId === 'harbour';
  const day = (days: number, hour: string): string =>
    `${new Date(at + days * dayMs).toISOString().slice(0, 10)}T${hour}`;
  const bookedAt = new Date(at).toISOString();
  const isCancelled = cancelledAt !== undefined;
  const version = isCancelled ? 2 : 1;
  return {
    changeId: `${id}:${version}`,
    reservationId: `r-${id}`,
    version,
    changedAt: new Date(cancelledAt ?? at).toISOString(),
    source: 'agency',
    kind: isCancelled ? 'cancelled' : 'created',
    initiator: 'traveler',
    reservation: {
      type: 'hotel',
      status: isCancelled ? 'cancelled' : 'booked',
      vendorId,
      travelerId: `guest-${id}`,
      affiliateId: isAcme ? 'acme' : null,
      click: isAcme ? { clickId: `c-${id}`, anonymousId: id, userId: null, subId: null } : null,
      bookedAt,
      startAt: day(-1, '15:00:00'),
      endAt: day(0, '11:00:00'),
      timezone: 'Europe/Lisbon',
      amount: '200.00',
      currency: 'EUR',
      travelerCountry: 'DE',
      hotel: { nights: 1, rooms: 1, guests: 2, roomAmount: '200.00', city: 'Lisbon', country: 'PT' },
    },
  };
}
