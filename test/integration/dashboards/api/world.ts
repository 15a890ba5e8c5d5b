/** A made-up month or two of an affiliate's traffic and money, as rows of the published views. */
export interface World {
  affiliateId: string;
  currency: string;
  timezone: string;
  visits: VisitRow[];
  identifications: { anonymous_id: string; user_id: string; at: number }[];
  aliases: { previous_id: string; user_id: string; at: number }[];
  quarters: QuarterRow[];
  clicks: {
    click_id: string;
    anonymous_id: string;
    user_id: string;
    timestamp: number;
    message_id: string;
  }[];
  reservations: ReservationRow[];
  linked: string[];
  entries: EntryRow[];
}

interface VisitRow {
  quarter: number;
  page_path: string;
  channel: string;
  anonymous_id: string;
  user_id: string;
  session_started_at: number | null;
  at: number;
  pageviews: number;
  clicks: number;
}

interface QuarterRow {
  quarter: number;
  channel: string;
  sessions: number;
  bounces: number;
  duration_ms: number;
  pageviews: number;
  clicks: number;
}

interface ReservationRow {
  reservation_id: string;
  first_booked_at: number;
  click_id: string;
  click_anonymous_id: string;
  click_user_id: string;
  traveler_id: string;
}

/** Money in hundredths, so that the second computation never meets a float. */
export interface EntryRow {
  reservation_id: string;
  version: number;
  entry: string;
  at: number;
  booked_at: number;
  currency: string;
  problem: '' | 'no_rate' | 'no_amount';
  value: number | null;
  completed_value: number | null;
  original_value: number;
  original_currency: string;
  commission: number;
  commission_pending: number;
  commission_approved: number;
  commission_declined: number;
  commission_reversed: number;
}

const quarterMs = 900_000;
const channels = ['Direct', 'Paid', 'Email', 'Organic Search', ''];
const pages = ['/', '/search', '/hotel/1', '/hotel/2', '=cmd|x', ''];

/** A small generator of repeatable numbers (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below;
  };
}

/** Makes a world between two instants: few devices and users, so that identities meet, change and merge. */
export function makeWorld(
  about: Pick<World, 'affiliateId' | 'currency' | 'timezone'>,
  options: { seed: number; fromMs: number; toMs: number; visits: number; devices: number },
): World {
  const random = createRandom(options.seed);
  const whole = (below: number) => Math.floor(random(below));
  const moment = () => options.fromMs + whole(options.toMs - options.fromMs);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[whole(from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  const device = () => `d${whole(options.devices)}`;
  const user = () => `u${whole(options.devices / 3)}`;

  const visits = times(options.visits, (): VisitRow => {
    const at = moment();
    const isUserOnly = random(20) < 1;
    return {
      quarter: Math.floor(at / quarterMs) * quarterMs,
      page_path: pick(pages),
      channel: isUserOnly ? '' : pick(channels),
      anonymous_id: isUserOnly ? '' : device(),
      user_id: isUserOnly || random(10) < 1 ? user() : '',
      session_started_at: isUserOnly ? null : at - (at % 3_600_000),
      at,
      pageviews: whole(3),
      clicks: whole(2),
    };
  });
  const quarters = times(options.visits, (): QuarterRow => ({
    quarter: Math.floor(moment() / quarterMs) * quarterMs,
    channel: pick(channels),
    sessions: 1 + whole(3),
    bounces: whole(2),
    duration_ms: whole(600_000),
    pageviews: whole(9),
    clicks: whole(4),
  }));
  const clicks = times(30, (index) => ({
    click_id: `c${index % 25}`,
    anonymous_id: random(4) < 1 ? '' : device(),
    user_id: user(),
    timestamp: moment(),
    message_id: `m${index}`,
  })).map((click) => (click.anonymous_id === '' || random(2) < 1 ? click : { ...click, user_id: '' }));
  const reservations = times(300, (index): ReservationRow => ({
    reservation_id: `${about.affiliateId}-${index}`,
    first_booked_at: moment(),
    click_id: random(3) < 1 ? `c${whole(40)}` : '',
    click_anonymous_id: random(2) < 1 ? device() : '',
    click_user_id: random(3) < 1 ? user() : '',
    traveler_id: random(2) < 1 ? user() : `t${index}`,
  }));
  return {
    ...about,
    visits,
    quarters,
    clicks,
    reservations,
    identifications: times(options.devices, () => ({
      anonymous_id: device(),
      user_id: user(),
      at: moment(),
    })),
    // Chains, a fork and a circle.
    aliases: [
      { previous_id: 'u0', user_id: 'u1', at: options.fromMs },
      { previous_id: 'u1', user_id: 'u2', at: options.fromMs + 5 },
      { previous_id: 'u3', user_id: 'u4', at: options.fromMs + 1 },
      { previous_id: 'u3', user_id: 'u2', at: options.fromMs + 2 },
      { previous_id: 'u5', user_id: 'u7', at: options.fromMs },
      { previous_id: 'u7', user_id: 'u6', at: options.fromMs },
      { previous_id: 'u6', user_id: 'u5', at: options.fromMs },
      { previous_id: 'u8', user_id: 'u7', at: options.fromMs },
    ],
    linked: reservations.filter(() => random(20) < 1).map((each) => each.reservation_id),
    entries: reservations.flatMap((each) => makeEntries(each, about.currency, moment, whole)),
  };
}

function makeEntries(
  reservation: ReservationRow,
  currency: string,
  moment: () => number,
  whole: (below: number) => number,
): EntryRow[] {
  const kinds = ['gross', 'adjusted', 'cancelled', 'reinstated', 'deleted', 'transferred'];
  return kinds.slice(0, 1 + whole(kinds.length)).map((entry, version): EntryRow => {
    const problem = whole(12) === 0 ? 'no_rate' : whole(15) === 0 ? 'no_amount' : '';
    const sign = entry === 'cancelled' || entry === 'deleted' || whole(4) === 0 ? -1 : 1;
    const flow = () => (problem === '' && whole(2) === 0 ? whole(5_000) : 0);
    return {
      reservation_id: reservation.reservation_id,
      version,
      entry,
      at: entry === 'gross' ? reservation.first_booked_at : moment(),
      booked_at: reservation.first_booked_at,
      currency: whole(10) === 0 ? 'CHF' : currency,
      problem,
      value: problem === 'no_rate' ? null : problem === 'no_amount' ? 0 : sign * whole(90_000),
      completed_value: problem === '' && whole(3) === 0 ? whole(90_000) : null,
      original_value: sign * whole(90_000),
      original_currency: whole(2) === 0 ? 'USD' : 'JPY',
      commission: problem === '' ? sign * whole(9_000) : 0,
      commission_pending: problem === '' ? sign * whole(9_000) : 0,
      commission_approved: flow(),
      commission_declined: flow(),
      commission_reversed: flow(),
    };
  });
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
