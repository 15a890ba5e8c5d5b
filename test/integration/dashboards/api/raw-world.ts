import type { RawChange } from '../../../support/raw-changes.ts';
import type { RawEvent } from '../../../support/raw-rows.ts';
import { bookerOf, personOf } from './expected.ts';
import type { World } from './world.ts';

/** A made-up affiliate's events and bookings as they arrive, and who is behind them by a plain walk. */
export interface RawWorld {
  affiliateId: string;
  events: RawEvent[];
  changes: RawChange[];
  /** Who a device's or user's event at an instant belongs to. */
  person(event: Pick<RawEvent, 'anonymousId' | 'userId' | 'timestamp'>): string;
  /** Who made a booking. */
  booker(change: RawChange): string;
}

const kinds = ['page', 'page', 'page', 'track', 'track', 'screen', 'identify'];
const paths = ['/', '/search', '/hotel', '/checkout'];
const names = ['Product Viewed', 'Offer Clicked', 'Search', 'Scroll Depth'];
const campaigns = ['', '', '', '', 'spring', 'autumn', 'Spring'];
const mediums = ['', '', 'cpc', 'email', 'partner'];
const referrers = ['', '', '', 'www.google.co.uk', 'm.facebook.com', 'blog.example.org', 'www.shop.example'];

/** Makes bursts of events of few devices and users, so that sessions, identities and campaigns meet. */
export function makeRawWorld(
  affiliateId: string,
  options: {
    seed: number;
    fromMs: number;
    toMs: number;
    bursts: number;
    devices: number;
    bookings: number;
    /** Default true. */
    hasAliases?: boolean;
  },
): RawWorld {
  const whole = createWhole(options.seed);
  const pick = (from: readonly string[]): string => from[whole(from.length)] ?? '';
  const user = () => `u${whole(options.devices / 2)}`;
  const events: RawEvent[] = [];
  const put = (atMs: number, event: Omit<RawEvent, 'messageId' | 'timestamp' | 'affiliateId'>) => {
    const messageId = `m${String(events.length).padStart(5, '0')}`;
    events.push({ affiliateId, messageId, timestamp: new Date(atMs).toISOString(), ...event });
  };
  for (let burst = 0; burst < options.bursts; burst += 1) {
    let at = options.fromMs + whole(options.toMs - options.fromMs);
    const anonymousId = whole(20) === 0 ? '' : `d${whole(options.devices)}`;
    const device = whole(options.devices);
    for (let step = whole(7); step >= 0; step -= 1) {
      at += 1 + whole(whole(6) === 0 ? 2_400_000 : 400_000);
      const type = pick(kinds);
      const hasUser = anonymousId === '' || type === 'identify' || whole(8) === 0;
      const isLanding = whole(3) === 0;
      put(at, {
        type,
        event: type === 'track' ? pick(names) : '',
        path: pick(paths),
        anonymousId,
        userId: hasUser ? `u${Math.floor(device / 3)}` : '',
        clickId: whole(10) === 0 ? `c${whole(options.bookings)}` : '',
        botRule: whole(40) === 0 ? 'bot' : '',
        utmCampaign: isLanding ? pick(campaigns) : '',
        utmSource: isLanding && whole(2) === 0 ? pick(['google', 'newsletter', 'partner-x']) : '',
        utmMedium: isLanding ? pick(mediums) : '',
        ...(whole(12) === 0 ? { adClick: 'gclid', adClickId: `g${whole(2)}` } : {}),
        referrerHost: pick(referrers),
        country: pick(['', 'DE', 'FR', 'NL']),
        device: pick(['', 'mobile', 'desktop']),
        browser: pick(['Safari', 'Chrome', 'Firefox']),
        os: pick(['iOS', 'Windows']),
      });
    }
  }
  if (options.hasAliases !== false) {
    put(options.fromMs + 1_000, { type: 'alias', previousId: 'u0', userId: 'u1', botRule: '' });
    put(options.fromMs + 2_000, { type: 'alias', previousId: 'u2', userId: 'u1', botRule: '' });
  }
  const changes = Array.from({ length: options.bookings }, (_, index): RawChange => {
    const bookedAt = new Date(options.fromMs + whole(options.toMs - options.fromMs)).toISOString();
    return {
      reservationId: `${affiliateId}-${index}`,
      version: 1,
      changedAt: bookedAt,
      bookedAt,
      status: 'booked',
      affiliateId,
      amount: `${10 + whole(500)}.${10 + whole(90)}`,
      vendorId: `hotel-${whole(4)}`,
      travelerId: whole(2) === 0 ? user() : `t${index}`,
      clickId: whole(3) === 0 ? `c${whole(options.bookings)}` : '',
      clickAnonymousId: whole(2) === 0 ? `d${whole(options.devices)}` : '',
      clickUserId: whole(4) === 0 ? user() : '',
    };
  });
  const known = identitiesIn(events);
  return {
    affiliateId,
    events,
    changes,
    person: ({ anonymousId = '', userId = '', timestamp }) =>
      personOf(known, anonymousId, userId, Date.parse(timestamp)),
    booker: (change) =>
      bookerOf(known, {
        reservation_id: change.reservationId,
        first_booked_at: Date.parse(change.bookedAt),
        click_id: change.clickId ?? '',
        click_anonymous_id: change.clickAnonymousId ?? '',
        click_user_id: change.clickUserId ?? '',
        traveler_id: change.travelerId ?? '',
      }),
  };
}

function identitiesIn(events: readonly RawEvent[]): Pick<World, 'identifications' | 'aliases' | 'clicks'> {
  const human = events.filter((event) => event.botRule === '');
  return {
    identifications: human
      .filter((event) => event.anonymousId !== '' && event.userId !== '' && event.type !== 'alias')
      .map((event) => ({
        anonymous_id: event.anonymousId ?? '',
        user_id: event.userId ?? '',
        at: Date.parse(event.timestamp),
      })),
    aliases: events
      .filter((event) => event.type === 'alias')
      .map((event) => ({
        previous_id: event.previousId ?? '',
        user_id: event.userId ?? '',
        at: Date.parse(event.timestamp),
      })),
    clicks: human
      .filter((event) => (event.clickId ?? '') !== '')
      .map((event) => ({
        click_id: event.clickId ?? '',
        anonymous_id: event.anonymousId ?? '',
        user_id: event.userId ?? '',
        timestamp: Date.parse(event.timestamp),
        message_id: event.messageId,
      })),
  };
}

/** Repeatable whole numbers below a bound (a linear congruential generator). */
function createWhole(seed: number): (below: number) => number {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Math.floor((Number(state >> 33n) / 2 ** 31) * below);
  };
}
