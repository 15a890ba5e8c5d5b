/**
 * What a traveler, a visitor and those around have left: ids of the traveler hold `7f3a`, those of the visitor `9c1e`,
 * those of others neither.
 */
export const traveler = 'traveler-7f3a';

let count = 0;
const event = (timestamp: string, fields: object) => ({
  type: 'page',
  name: 'page',
  messageId: `message-${(count += 1)}`,
  timestamp: `2026-${timestamp}:00.000Z`,
  context: { page: { url: 'https://shop.example/city?utm_campaign=spring' } },
  ...fields,
});
const click = (clickId: string) => ({ type: 'track', event: 'Offer Clicked', properties: { clickId } });

/** The traveler's own visits of an affiliate, those on a device of the household, and a stranger's. */
export const acmeEvents = [
  event('03-01T10:00', { anonymousId: 'phone-7f3a' }),
  event('03-01T10:05', { anonymousId: 'phone-7f3a', ...click('click-7f3a') }),
  event('03-01T10:06', { anonymousId: 'phone-7f3a', type: 'identify', userId: 'old-7f3a' }),
  event('03-01T10:07', { type: 'alias', previousId: 'old-7f3a', userId: traveler }),
  event('03-02T11:50', { anonymousId: 'tablet', userId: traveler }),
  event('03-02T12:05', { anonymousId: 'tablet' }),
  event('03-02T20:00', { anonymousId: 'tablet', userId: 'sister' }),
  event('03-01T10:10', { anonymousId: 'stranger', ...click('strange-click') }),
  event('03-02T12:10', { anonymousId: 'stranger', userId: 'other-user' }),
];
export const otherEvents = [
  event('03-03T09:00', { anonymousId: 'laptop-7f3a', userId: traveler }),
  event('03-03T09:05', { anonymousId: 'laptop-7f3a' }),
  event('03-03T09:10', { anonymousId: 'phone-7f3b' }),
];
/** A visitor of acme who books nothing, but whose click a friend's booking names; on the other affiliate the id is another's. */
export const visitorEvents = [
  event('03-01T10:20', { anonymousId: 'phone-9c1e' }),
  event('03-01T10:21', { anonymousId: 'phone-9c1e', ...click('click-9c1e') }),
];
export const namesakeEvents = [event('03-01T10:20', { anonymousId: 'phone-9c1e' })];
/** Refused: they are dead letters. */
export const badEvents = [
  { type: 'nothing', userId: traveler },
  { type: 'nothing', userId: 'other-user' },
];

interface Booking {
  id: string;
  version?: number;
  travelerId: string;
  source?: string;
  confirmation: string;
  status?: string;
  kind?: string;
  amount?: string;
  retained?: string;
  click?: object;
}

function change({
  id,
  version = 1,
  source = 'agency',
  status = 'booked',
  kind = 'created',
  ...rest
}: Booking) {
  return {
    changeId: `change-${id}-${version}-7f3a`,
    reservationId: id,
    version,
    changedAt: `2026-03-${String(version + 3).padStart(2, '0')}T12:00:00.000Z`,
    source,
    kind,
    reason: rest.travelerId === traveler ? 'wishes of 7f3a' : null,
    reservation: {
      type: 'hotel',
      status,
      vendorId: 'city',
      travelerId: rest.travelerId,
      affiliateId: 'acme',
      tripId: rest.travelerId === traveler ? 'trip-7f3a' : null,
      confirmation: rest.confirmation,
      click: rest.click ?? null,
      bookedAt: '2026-03-04T12:00:00.000Z',
      startAt: '2026-04-10T15:00:00',
      endAt: '2026-04-12T11:00:00',
      timezone: 'Europe/Lisbon',
      amount: rest.amount ?? '200.00',
      retained: rest.retained ?? null,
      currency: 'EUR',
      travelerCountry: 'NL',
      hotel: { nights: 2, rooms: 1, guests: 2, city: 'Lisbon', country: 'PT' },
    },
  };
}

const ownClick = { clickId: 'click-7f3a', anonymousId: 'phone-7f3a', userId: traveler, subId: 'sub-7f3a' };
export const changes = [
  // One booking that two sources tell of: only one of them is money.
  change({ id: 'r1', travelerId: traveler, confirmation: 'CONF7f3a', click: ownClick }),
  change({ id: 'r1-mail', travelerId: traveler, confirmation: 'CONF7f3a', source: 'email' }),
  // Two bodies under one version, of which one stands, and a later cancellation.
  change({ id: 'r2', travelerId: traveler, confirmation: 'CONF2-7f3a', amount: '310.00' }),
  change({ id: 'r2', travelerId: traveler, confirmation: 'CONF2-7f3a', amount: '300.00' }),
  change({
    id: 'r2',
    version: 2,
    travelerId: traveler,
    confirmation: 'CONF2-7f3a',
    status: 'cancelled',
    kind: 'cancelled',
    retained: '98.20',
  }),
  // Of a friend of the visitor's.
  {
    ...change({
      id: 'r5',
      travelerId: 'friend',
      confirmation: 'F5',
      click: { clickId: 'click-9c1e', anonymousId: 'phone-9c1e', userId: null, subId: 'sub-9c1e' },
    }),
    changeId: 'r5:1',
  },
  // Somebody else's, who came by the traveler's click; and one of a stranger.
  { ...change({ id: 'r3', travelerId: 'friend', confirmation: 'F1', click: ownClick }), changeId: 'r3:1' },
  {
    ...change({ id: 'r4', travelerId: 'other-user', confirmation: 'O1', amount: '99.99' }),
    changeId: 'r4:1',
  },
];
export const badChanges = [
  { ...changes[0], version: 9, reservation: { ...changes[0]?.reservation, currency: 'QQQ' } },
];
