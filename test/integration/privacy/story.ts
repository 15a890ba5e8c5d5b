/**
 * What a traveler, a visitor and those around have left: ids of the traveler hold `xq7x`, those of the visitor `zw9z`,
 * those of others neither.
 */
export const traveler = 'traveler-xq7x';

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
  event('03-01T10:00', { anonymousId: 'phone-xq7x' }),
  event('03-01T10:05', { anonymousId: 'phone-xq7x', ...click('click-xq7x') }),
  event('03-01T10:06', { anonymousId: 'phone-xq7x', type: 'identify', userId: 'old-xq7x' }),
  event('03-01T10:07', { type: 'alias', previousId: 'old-xq7x', userId: traveler }),
  event('03-02T11:50', { anonymousId: 'tablet', userId: traveler }),
  event('03-02T12:05', { anonymousId: 'tablet' }),
  event('03-02T20:00', { anonymousId: 'tablet', userId: 'sister' }),
  event('03-01T10:10', { anonymousId: 'stranger', ...click('strange-click') }),
  event('03-02T12:10', { anonymousId: 'stranger', userId: 'other-user' }),
];
export const otherEvents = [
  event('03-03T09:00', { anonymousId: 'laptop-xq7x', userId: traveler }),
  event('03-03T09:05', { anonymousId: 'laptop-xq7x' }),
  event('03-03T09:10', { anonymousId: 'phone-7f3b' }),
];
/** A visitor of acme who books nothing, but whose click a friend's booking names; on the other affiliate the id is another's. */
export const visitorEvents = [
  event('03-01T10:20', { anonymousId: 'phone-zw9z' }),
  event('03-01T10:21', { anonymousId: 'phone-zw9z', ...click('click-zw9z') }),
];
export const namesakeEvents = [event('03-01T10:20', { anonymousId: 'phone-zw9z' })];
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
    changeId: `change-${id}-${version}-xq7x`,
    reservationId: id,
    version,
    changedAt: `2026-03-${String(version + 3).padStart(2, '0')}T12:00:00.000Z`,
    source,
    kind,
    reason: rest.travelerId === traveler ? 'wishes of xq7x' : null,
    reservation: {
      type: 'hotel',
      status,
      vendorId: 'city',
      travelerId: rest.travelerId,
      affiliateId: 'acme',
      tripId: rest.travelerId === traveler ? 'trip-xq7x' : null,
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

const ownClick = { clickId: 'click-xq7x', anonymousId: 'phone-xq7x', userId: traveler, subId: 'sub-xq7x' };
export const changes = [
  // One booking that two sources tell of: only one of them is money.
  change({ id: 'r1', travelerId: traveler, confirmation: 'CONFxq7x', click: ownClick }),
  change({ id: 'r1-mail', travelerId: traveler, confirmation: 'CONFxq7x', source: 'email' }),
  // Two bodies under one version, of which one stands, and a later cancellation.
  change({ id: 'r2', travelerId: traveler, confirmation: 'CONF2-xq7x', amount: '310.00' }),
  change({ id: 'r2', travelerId: traveler, confirmation: 'CONF2-xq7x', amount: '300.00' }),
  change({
    id: 'r2',
    version: 2,
    travelerId: traveler,
    confirmation: 'CONF2-xq7x',
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
      click: { clickId: 'click-zw9z', anonymousId: 'phone-zw9z', userId: null, subId: 'sub-zw9z' },
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
