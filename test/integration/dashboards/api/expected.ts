import type { EntryRow, World } from './world.ts';

/** The figures of one label, computed by walking over a world's rows: the second, independent way. */
export interface Expected {
  visitors: number;
  sessions: number;
  pageviews: number;
  bounceRate: number | null;
  averageSessionSeconds: number | null;
  clicks: number;
  bookings: number;
  grossValue: string;
  adjustedValue: string;
  cancellations: number;
  cancelledValue: string;
  reinstatedValue: string;
  deletedValue: string;
  transferredValue: string;
  netValue: string;
  completedValue: string;
  commissionApproved: string;
  commissionDeclined: string;
  commissionReversed: string;
  epc: string | null;
  approvedEpc: string | null;
  conversionRate: number | null;
  averageOrderValue: string | null;
}

/** Computes what a world says about the times for which `isIn` holds. */
export function expectFigures(world: World, isIn: (atMs: number) => boolean): Expected {
  const quarters = world.quarters.filter((row) => isIn(row.quarter));
  const entries = world.entries.filter((row) => isIn(row.at));
  const own = entries.filter((row) => row.currency === world.currency);
  const booked = world.reservations.filter(
    (row) => isIn(row.first_booked_at) && !world.linked.includes(row.reservation_id),
  );
  const visitors = new Set(
    world.visits
      .filter((row) => isIn(row.quarter))
      .map((row) => personOf(world, row.anonymous_id, row.user_id, row.at)),
  );
  const bookers = new Set(booked.map((row) => bookerOf(world, row)));
  const valueOf = (entry: string) =>
    sum(
      own.filter((row) => row.entry === entry),
      (row) => row.value,
    );
  const sessions = sum(quarters, (row) => row.sessions);
  const clicks = sum(quarters, (row) => row.clicks);
  const earned = world.entries.filter((row) => isIn(row.booked_at) && row.currency === world.currency);
  const converted = [...visitors].filter((person) => bookers.has(person)).length;
  const paid = own.filter((row) => row.entry === 'gross' && row.problem === '').length;
  return {
    visitors: visitors.size,
    sessions,
    pageviews: sum(quarters, (row) => row.pageviews),
    bounceRate: sessions === 0 ? null : sum(quarters, (row) => row.bounces) / sessions,
    averageSessionSeconds: sessions === 0 ? null : sum(quarters, (row) => row.duration_ms) / 1_000 / sessions,
    clicks,
    bookings: booked.length,
    grossValue: hundredths(valueOf('gross')),
    adjustedValue: hundredths(valueOf('adjusted')),
    cancellations: new Set(
      entries.filter((row) => row.entry === 'cancelled').map((row) => row.reservation_id),
    ).size,
    cancelledValue: hundredths(-valueOf('cancelled')),
    reinstatedValue: hundredths(valueOf('reinstated')),
    deletedValue: hundredths(valueOf('deleted')),
    transferredValue: hundredths(valueOf('transferred')),
    netValue: hundredths(sum(own, (row) => row.value)),
    completedValue: hundredths(sum(own, (row) => row.completed_value)),
    commissionApproved: hundredths(sum(own, (row) => row.commission_approved)),
    commissionDeclined: hundredths(sum(own, (row) => row.commission_declined)),
    commissionReversed: hundredths(sum(own, (row) => row.commission_reversed)),
    epc:
      clicks === 0
        ? null
        : fixed(
            sum(earned, (row) => row.commission),
            clicks,
            4,
          ),
    approvedEpc:
      clicks === 0
        ? null
        : fixed(
            sum(earned, (row) => row.commission_approved - row.commission_reversed),
            clicks,
            4,
          ),
    conversionRate: visitors.size === 0 ? null : converted / visitors.size,
    averageOrderValue: paid === 0 ? null : fixed(valueOf('gross'), paid, 2),
  };
}

function sum<Row>(rows: readonly Row[], of: (row: Row) => number | null): number {
  return rows.reduce((total, row) => total + (of(row) ?? 0), 0);
}

/** The balance at an instant. */
export function expectPending(world: World, beforeMs: number): string {
  const rows = world.entries.filter((row) => row.at < beforeMs && row.currency === world.currency);
  return hundredths(rows.reduce((total, row) => total + row.commission_pending, 0));
}

/** Entries that are in no sum. */
export function expectUnconverted(world: World, isIn: (atMs: number) => boolean): EntryRow[] {
  return world.entries.filter(
    (row) =>
      isIn(row.at) &&
      row.problem !== 'no_amount' &&
      (row.problem === 'no_rate' || row.currency !== world.currency),
  );
}

/** Who was behind a device at a time. */
export function personOf(
  world: Pick<World, 'identifications' | 'aliases'>,
  anonymousId: string,
  userId: string,
  atMs: number,
): string {
  if (userId !== '') return `user ${followAliases(world, userId)}`;
  const known = world.identifications
    .filter((row) => row.anonymous_id === anonymousId)
    .toSorted((a, b) => a.at - b.at || (a.user_id < b.user_id ? -1 : 1));
  const found = known.findLast((row) => row.at <= atMs) ?? known[0];
  return found === undefined ? `device ${anonymousId}` : `user ${followAliases(world, found.user_id)}`;
}

/** Who is behind a booking. */
export function bookerOf(
  world: Pick<World, 'identifications' | 'aliases' | 'clicks'>,
  row: World['reservations'][number],
): string {
  const [click] = world.clicks
    .filter((each) => each.click_id === row.click_id)
    .toSorted((a, b) => a.timestamp - b.timestamp || (a.message_id < b.message_id ? -1 : 1));
  if (click !== undefined) return personOf(world, click.anonymous_id, click.user_id, click.timestamp);
  if (row.click_anonymous_id !== '') return personOf(world, row.click_anonymous_id, '', row.first_booked_at);
  return personOf(
    world,
    '',
    row.click_user_id === '' ? row.traveler_id : row.click_user_id,
    row.first_booked_at,
  );
}

function followAliases(world: Pick<World, 'aliases'>, userId: string): string {
  const seen = [userId];
  for (;;) {
    const last = seen.at(-1);
    const next = world.aliases
      .filter((row) => row.previous_id === last)
      .toSorted((a, b) => a.at - b.at || (a.user_id < b.user_id ? -1 : 1))
      .at(-1);
    if (next === undefined) return last ?? userId;
    const circleAt = seen.indexOf(next.user_id);
    if (circleAt >= 0) return seen.slice(circleAt).toSorted()[0] ?? userId;
    seen.push(next.user_id);
  }
}

function hundredths(value: number): string {
  return fixed(value, 1, 2);
}

/** hundredths / divisor with so many digits, half away from zero. */
function fixed(valueHundredths: number, divisor: number, digits: number): string {
  const scaled = Math.abs(valueHundredths) * 10 ** (digits - 2);
  const rounded = Math.floor((2 * scaled + divisor) / (2 * divisor));
  return `${valueHundredths < 0 && rounded !== 0 ? '-' : ''}${(rounded / 10 ** digits).toFixed(digits)}`;
}
