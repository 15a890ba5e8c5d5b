import type { Change, Reservation } from './change.ts';
import { flyTrip, makeTrip, shiftTrip, type TripVendor } from './make-trip.ts';
import type { Random } from './random.ts';

export interface ChangesPlan {
  affiliateIds: readonly [string, ...string[]];
  vendors: readonly [TripVendor, ...TripVendor[]];
  fromMs: number;
  toMs: number;
  /** Nothing is told later. */
  nowMs: number;
  reservations: number;
}

const dayMs = 86_400_000;
const currencies = ['EUR', 'EUR', 'USD', 'GBP', 'JPY'] as const;
const initiators = ['traveler', 'traveler', 'vendor', 'agency', 'system', 'unknown'] as const;
/** What may follow each status. */
const following: Readonly<Record<string, readonly [string, ...string[]]>> = {
  booked: ['booked', 'booked', 'cancelled', 'completed', 'completed', 'no_show', 'deleted'],
  completed: ['completed', 'cancelled'],
  cancelled: ['booked', 'cancelled', 'deleted'],
  no_show: ['no_show', 'booked'],
};

/**
 * Reservations of several versions and currencies: moved, repriced, cancelled for a fee, reinstated, handed to another
 * affiliate, completed, refunded; some are told by a second source, too.
 */
export function makeChanges(random: Random, plan: ChangesPlan): Change[][] {
  return Array.from({ length: plan.reservations }, (_, index) => {
    const versions = makeVersions(random, plan, index);
    return random.once(12) ? [versions, retell(random, versions)] : [versions];
  }).flat();
}

function makeVersions(random: Random, plan: ChangesPlan, index: number): Change[] {
  const reservationId = `r${index}`;
  const bookedMs = plan.fromMs + random.below(plan.toMs - plan.fromMs);
  const vendor = random.pick(plan.vendors);
  const leadDays = random.once(20) ? -1 : random.below(random.once(4) ? 110 : 60);
  let trip = makeTrip(random, vendor, dateOf(bookedMs + leadDays * dayMs));
  const base = {
    type: vendor.type,
    vendorId: vendor.vendorId,
    travelerId: random.once(4) ? `u${random.below(13)}` : `t${random.below(60)}`,
    affiliateId: random.pick(plan.affiliateIds),
    confirmation: `K${index}`,
    click: makeClick(random),
    bookedAt: new Date(bookedMs).toISOString(),
    currency: random.pick(currencies),
    travelerCountry: random.once(5) ? null : random.pick(['DE', 'NL', 'PRT', 'JP'] as const),
  };
  const versions: Change[] = [];
  let status = 'booked';
  let { affiliateId } = base;
  let hasCompleted = false;
  let changedMs = bookedMs;
  let amount: string | null = random.once(25) ? null : makeAmount(random, 20);
  let retained: string | null = null;
  for (let version = 1; ; version += 1) {
    const initiator = random.pick(initiators);
    const before = versions.at(-1)?.reservation.status ?? '';
    const reservation: Reservation = { ...base, ...trip, affiliateId, status, amount, retained };
    const kind = version === 1 ? 'created' : kindOf(before, status);
    const changedAt = new Date(changedMs).toISOString();
    const changeId = `${reservationId}:${version}`;
    versions.push({
      changeId,
      reservationId,
      version,
      changedAt,
      source: 'agency',
      kind,
      initiator,
      reservation,
    });
    // No definition says whether commission is approved that comes after completion, but not with it: none does here.
    hasCompleted ||= status === 'completed';
    const isEnd = hasCompleted && (status === 'cancelled' || amount === null);
    const next = isEnd ? undefined : following[status];
    changedMs += 1 + random.below(12 * dayMs);
    if (next === undefined || random.once(3) || version === 7 || changedMs >= plan.nowMs) return versions;
    const wasBooked = status === 'booked';
    status = random.pick(next);
    if (wasBooked && status === 'booked' && random.once(2)) trip = shiftTrip(random, trip);
    if (wasBooked && status === 'booked' && random.once(6)) affiliateId = random.pick(plan.affiliateIds);
    if (status === 'completed' && wasBooked) trip = flyTrip(random, trip);
    if (amount !== null && random.once(3)) amount = makeAmount(random, 15);
    const isOver = status === 'cancelled' || status === 'no_show';
    retained = isOver && random.once(2) ? `${random.below(15)}.${10 + random.below(90)}` : null;
  }
}

/** What another source says of the same booking: less, later, and nothing of how it ends. */
function retell(random: Random, versions: readonly Change[]): Change[] {
  const [first] = versions;
  if (first === undefined) return [];
  const { travelerId, confirmation, vendorId, ...reservation } = first.reservation;
  return [
    {
      ...first,
      changeId: `${first.changeId}:mail`,
      reservationId: `${first.reservationId}-mail`,
      source: random.pick(['email', 'manual', 'travel_system']),
      reservation: {
        ...reservation,
        ...(confirmation === undefined ? {} : { confirmation }),
        vendorId,
        travelerId,
        amount: makeAmount(random, 15),
      },
    },
  ];
}

function makeClick(random: Random): NonNullable<Reservation['click']> {
  return {
    clickId: random.once(3) ? `c${random.below(24)}` : null,
    anonymousId: random.once(2) ? `d${random.below(26)}` : null,
    userId: random.once(3) ? `u${random.below(13)}` : null,
  };
}

function makeAmount(random: Random, least: number): string {
  return `${least + random.below(900)}.${10 + random.below(90)}`;
}

function dateOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function kindOf(before: string, status: string): string {
  if (before === status) return 'updated';
  return status === 'booked' ? 'reinstated' : status;
}
