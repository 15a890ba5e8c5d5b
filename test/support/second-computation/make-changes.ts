import type { Change } from './change.ts';
import type { Random } from './random.ts';

export interface ChangesPlan {
  affiliateIds: readonly [string, ...string[]];
  fromMs: number;
  toMs: number;
  reservations: number;
}

const dayMs = 86_400_000;
const currencies = ['EUR', 'USD', 'GBP', 'JPY'] as const;
const vendors: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['hotel-a', 'hotel'],
  ['hotel-b', 'hotel'],
  ['air-a', 'flight'],
  ['car-a', 'car'],
];
/** What may follow each status. */
const following: Readonly<Record<string, readonly [string, ...string[]]>> = {
  booked: ['booked', 'booked', 'cancelled', 'completed', 'completed', 'no_show', 'deleted'],
  completed: ['completed', 'cancelled'],
  cancelled: ['booked', 'cancelled', 'deleted'],
  no_show: ['no_show', 'booked'],
};

/** Reservations of several versions and currencies: changed, cancelled for a fee, reinstated, completed, refunded. */
export function makeChanges(random: Random, plan: ChangesPlan): Change[][] {
  return Array.from({ length: plan.reservations }, (_, index) => makeVersions(random, plan, index));
}

function makeVersions(random: Random, plan: ChangesPlan, index: number): Change[] {
  const reservationId = `r${index}`;
  const bookedMs = plan.fromMs + random.below(plan.toMs - plan.fromMs);
  const [vendorId, type] = random.pick(vendors);
  const start = new Date(bookedMs + (2 + random.below(60)) * dayMs).toISOString().slice(0, 10);
  const end = new Date(Date.parse(start) + (1 + random.below(6)) * dayMs).toISOString().slice(0, 10);
  const base = {
    type,
    vendorId,
    travelerId: `t${index}`,
    affiliateId: random.pick(plan.affiliateIds),
    bookedAt: new Date(bookedMs).toISOString(),
    startAt: `${start}T15:00:00`,
    endAt: `${end}T11:00:00`,
    timezone: 'Europe/Lisbon',
    currency: random.pick(currencies),
    ...(type === 'hotel' ? { hotel: { rooms: 1, city: 'Lisbon', country: 'PT' } } : {}),
  };
  const versions: Change[] = [];
  let status = 'booked';
  let hasCompleted = false;
  let changedMs = bookedMs;
  let amount: string | null = random.once(25) ? null : `${20 + random.below(900)}.${10 + random.below(90)}`;
  let retained: string | null = null;
  for (let version = 1; ; version += 1) {
    versions.push({
      changeId: `${reservationId}:${version}`,
      reservationId,
      version,
      changedAt: new Date(changedMs).toISOString(),
      source: 'agency',
      kind: version === 1 ? 'created' : kindOf(versions.at(-1)?.reservation.status ?? '', status),
      initiator: 'traveler',
      reservation: { ...base, status, amount, retained },
    });
    // No definition says whether a commission is approved when a completed booking comes back: none does here.
    hasCompleted ||= status === 'completed';
    const next = hasCompleted && status === 'cancelled' ? undefined : following[status];
    if (next === undefined || random.once(3) || version === 7) return versions;
    status = random.pick(next);
    changedMs += 1 + random.below(12 * dayMs);
    if (amount !== null && random.once(3)) amount = `${15 + random.below(900)}.${10 + random.below(90)}`;
    const isOver = status === 'cancelled' || status === 'no_show';
    retained = isOver && random.once(2) ? `${random.below(15)}.${10 + random.below(90)}` : null;
  }
}

function kindOf(before: string, status: string): string {
  if (before === status) return 'updated';
  return status === 'booked' ? 'reinstated' : status;
}
