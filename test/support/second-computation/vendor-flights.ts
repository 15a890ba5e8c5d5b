import { isLive, type Change, type Segment } from './change.ts';
import { zoneOf } from './make-trip.ts';

const quarterMs = 15 * 60_000;

/** What is known of one flight of one day, from all who booked it. */
interface Flight {
  /** Of the telling that the schedule is from. */
  toldMs: number;
  departsAt: string;
  arrivesMs: number;
  outcome: 'onTime' | 'late' | 'unknown';
}

/** Flights of an airline in a month, `YYYY-MM`, by their local dates of departure; `reservations` are its own. */
export function flightsOf(reservations: readonly (readonly Change[])[], period: string) {
  let [segments, passengers] = [0, 0];
  const flights = new Map<string, Flight>();
  for (const versions of reservations) {
    const latest = versions.at(-1)?.reservation;
    if (latest === undefined || latest.status === 'deleted') continue;
    for (const [index, segment] of (latest.flight?.segments ?? []).entries()) {
      const isOff = segment.status === 'cancelled';
      if (isLive(latest.status) && !isOff && segment.departsAt.startsWith(period)) {
        segments += 1;
        passengers += latest.flight?.passengers ?? 1;
      }
      tellFlight(flights, versions, index, segment);
    }
  }
  const known = [...flights.values()].filter(
    ({ departsAt, outcome }) => outcome !== 'unknown' && departsAt.startsWith(period),
  );
  const onTime = known.filter(({ outcome }) => outcome === 'onTime').length;
  return { segments, passengers, flights: known.length, onTime };
}

/** Adds what one reservation knows of one of its flights. */
function tellFlight(
  flights: Map<string, Flight>,
  versions: readonly Change[],
  index: number,
  last: Segment,
): void {
  // A traveler who takes another day has booked another flight: only the versions of this one tell of it.
  const told = versions.filter(({ reservation }) => {
    const own = reservation.flight?.segments[index];
    return own !== undefined && own.number === last.number && own.from === last.from;
  });
  const before = told.findLast((change) => {
    const own = change.reservation.flight?.segments[index];
    return own !== undefined && Date.parse(change.changedAt) <= msOf(own.departsAt, own.from);
  });
  // Of what was told only when it had left the first telling is the nearest to its schedule.
  const schedule = before ?? told[0];
  const planned = schedule?.reservation.flight?.segments[index];
  if (schedule === undefined || planned === undefined) return;
  const key = `${last.operatingCarrier ?? last.carrier} ${last.number} ${last.from} ${planned.departsAt.slice(0, 10)}`;
  const toldMs = Date.parse(schedule.changedAt);
  const found = flights.get(key);
  const isNewer = found === undefined || toldMs >= found.toldMs;
  const arrivesMs = isNewer ? msOf(planned.arrivesAt, planned.to) : found.arrivesMs;
  const outcome = outcomeOf(versions, last, arrivesMs);
  flights.set(key, {
    toldMs: Math.max(toldMs, found?.toldMs ?? 0),
    departsAt: planned.departsAt,
    arrivesMs,
    outcome: outcome === 'unknown' ? (found?.outcome ?? 'unknown') : outcome,
  });
}

function outcomeOf(versions: readonly Change[], last: Segment, arrivesMs: number): Flight['outcome'] {
  const end = versions.at(-1);
  const began = versions.findLast(
    ({ reservation }, index) =>
      reservation.status === 'cancelled' && versions[index - 1]?.reservation.status !== 'cancelled',
  );
  const isVendors = end?.reservation.status === 'cancelled' && began?.initiator === 'vendor';
  if (last.diverted === true) return 'late';
  const { actualArrivesAt } = last;
  // What has landed was flown, whatever became of the booking since.
  if (actualArrivesAt === undefined || actualArrivesAt === null)
    return isVendors || last.status === 'cancelled' ? 'late' : 'unknown';
  return msOf(actualArrivesAt, last.to) - arrivesMs < quarterMs ? 'onTime' : 'late';
}

function msOf(local: string, airport: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zoneOf(airport)).epochMilliseconds;
}
