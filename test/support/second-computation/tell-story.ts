import type { Change, Reservation } from './change.ts';
import type { Trip } from './make-trip.ts';
import type { Random } from './random.ts';

/** What a reservation is at a moment, but for what never changes of it. */
export interface State {
  status: string;
  amount: string | null;
  retained: string | null;
  affiliateId: string;
  /** What is bought, as it is known at an instant. */
  trip(atMs: number): Trip;
}

/** Something that happens to a reservation. It is told unless it leaves the reservation as it was: `undefined`. */
export interface Act {
  atMs: number;
  initiator: string;
  does(state: State): State | undefined;
}

export interface Story {
  reservationId: string;
  source: string;
  bookedMs: number;
  base: Pick<Reservation, 'type' | 'vendorId' | 'travelerId' | 'tripId' | 'confirmation' | 'currency'>;
  /** What is said of the traveler's country at each telling. */
  travelerCountry: string | null;
  first: State;
  acts: readonly Act[];
}

/** Tells a story as the changes that a source sends until `nowMs`. */
export function tellStory(story: Story, nowMs: number): Change[] {
  const { reservationId, source, bookedMs, base, travelerCountry } = story;
  const bookedAt = new Date(bookedMs).toISOString();
  const versions: Change[] = [];
  let state = story.first;
  const tell = (atMs: number, initiator: string, before: string | undefined): void => {
    const { status, amount, retained, affiliateId } = state;
    versions.push({
      changeId: `${reservationId}:${versions.length + 1}`,
      reservationId,
      version: versions.length + 1,
      changedAt: new Date(atMs).toISOString(),
      source,
      kind: before === undefined ? 'created' : kindOf(before, status),
      initiator,
      reservation: {
        ...base,
        ...state.trip(atMs),
        status,
        amount,
        retained,
        affiliateId,
        bookedAt,
        travelerCountry,
      },
    });
  };
  tell(bookedMs, 'traveler', undefined);
  let lastMs = bookedMs;
  for (const act of story.acts.toSorted((a, b) => a.atMs - b.atMs)) {
    if (act.atMs > nowMs || act.atMs <= lastMs) continue;
    const before = state.status;
    const after = act.does(state);
    if (after === undefined) continue;
    state = after;
    tell(act.atMs, act.initiator, before);
    lastMs = act.atMs;
  }
  return versions;
}

function kindOf(before: string, status: string): string {
  if (before === status) return 'updated';
  return status === 'booked' ? 'reinstated' : status;
}

/** What may happen to any reservation between its booking and its start; `host` may cancel it, too. */
export function makeActs(random: Random, bookedMs: number, startMs: number, host: string): Act[] {
  const between = (): number => bookedMs + 1 + random.below(Math.max(1, startMs - bookedMs));
  const acts: Act[] = [];
  if (random.once(5)) {
    const amount = makeAmount(random);
    acts.push({
      atMs: between(),
      initiator: random.pick(['agency', 'system', 'unknown', 'traveler']),
      does: (state) => (state.status === 'booked' ? { ...state, amount } : undefined),
    });
  }
  if (random.once(12)) {
    // Told once more, and nothing is other than before.
    acts.push({ atMs: between(), initiator: 'system', does: (state) => ({ ...state }) });
  }
  if (random.once(6)) {
    const fee = random.once(2) ? `${random.below(15)}.${10 + random.below(90)}` : null;
    const endedMs = between();
    acts.push({
      atMs: endedMs,
      initiator: random.pick(['traveler', 'traveler', host, 'agency', 'system', 'unknown']),
      does: (state) =>
        state.status === 'booked' ? { ...state, status: 'cancelled', retained: fee } : undefined,
    });
    if (random.once(6)) {
      acts.push({
        atMs: endedMs + 3_600_000,
        initiator: 'agency',
        does: (state) =>
          state.status === 'cancelled' ? { ...state, status: 'booked', retained: null } : undefined,
      });
    }
    if (random.once(10)) {
      acts.push({
        atMs: endedMs + 7_200_000,
        initiator: 'agency',
        does: (state) => ({ ...state, status: 'deleted' }),
      });
    }
  }
  return acts;
}

/** How a reservation ends: completed, not come, or nobody says. */
export function makeEnd(random: Random, endMs: number, flown?: (state: State) => State): Act[] {
  const atMs = endMs + 3_600_000 + random.below(5 * 86_400_000);
  const isBooked = ({ status }: State): boolean => status === 'booked';
  if (random.once(12)) {
    const fee = random.once(2) ? '33.33' : null;
    return [
      {
        atMs,
        initiator: random.pick(['vendor', 'system', 'unknown']),
        does: (state) => (isBooked(state) ? { ...state, status: 'no_show', retained: fee } : undefined),
      },
    ];
  }
  if (random.once(3)) return [];
  return [
    {
      atMs,
      initiator: 'system',
      does: (state) => (isBooked(state) ? { ...(flown?.(state) ?? state), status: 'completed' } : undefined),
    },
  ];
}

export function makeAmount(random: Random): string {
  return `${20 + random.below(900)}.${10 + random.below(90)}`;
}
