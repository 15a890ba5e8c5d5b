import { testAirports } from '../traveler-world.ts';
import type { Segment } from './change.ts';
import { addMinutes, localAt, zoneOf } from './make-trip.ts';
import { createRandom } from './random.ts';

/** What an airline, or nobody knows who, does to a departure before it leaves. */
interface News {
  atMs: number;
  initiator: string;
  what: 'moved' | 'cancelled';
}

/** One flight on one day: whoever books it hears the same of it. */
export interface Departure {
  from: string;
  to: string;
  /** As it was first planned. */
  departsMs: number;
  arrivesMs: number;
  news: readonly News[];
  /** As planned at an instant. */
  planned(atMs: number): Segment;
  /** As it went; without times where nobody says. */
  flown(): Segment;
}

/** Finds the departure of an airline on a route on a local date, `YYYY-MM-DD`. */
export type Timetable = (airline: string, from: string, to: string, date: string) => Departure;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const carriers = ['TP', 'KL', 'BA', 'DL', 'AF', 'IB', 'LX', 'SK', 'NH', 'UA'] as const;

/** Creates a timetable; the same seed gives each departure the same fate. */
export function createTimetable(seed: number, airlines: readonly string[]): Timetable {
  const known = new Map<string, Departure>();
  const codes = testAirports.map(([code]) => code);
  return (airline, from, to, date) => {
    const line = codes.indexOf(from) * codes.length + codes.indexOf(to);
    const index = airlines.indexOf(airline);
    const key = `${index} ${line} ${date}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = makeDeparture(seed, { from, to, date, line, index });
    known.set(key, made);
    return made;
  };
}

interface Line {
  from: string;
  to: string;
  date: string;
  line: number;
  index: number;
}

function makeDeparture(seed: number, { from, to, date, line, index }: Line): Departure {
  const random = createRandom(seed + Date.parse(date) / 1_000 + line * 7_919 + index * 104_729);
  const carrierAt = (at: number): string => carriers[at % carriers.length] ?? carriers[0];
  const hour = 5 + ((line * 7 + index * 3) % 18);
  const departsAt = `${date}T${String(hour).padStart(2, '0')}:20:00`;
  const departsMs = msOf(departsAt, from);
  const arrivesMs = departsMs + (70 + ((line * 37) % 640)) * minuteMs;
  const plan = {
    carrier: carrierAt(index),
    ...(line % 5 === 0 ? { operatingCarrier: carrierAt(index + 1) } : {}),
    number: String(100 + line),
    from,
    to,
    departsAt,
    arrivesAt: localAt(arrivesMs, zoneOf(to)),
    ...(random.once(4) ? {} : { cabin: random.pick(['economy', 'business', 'premium_economy', 'first']) }),
  };
  const moves: { atMs: number; minutes: number }[] = [];
  const news: News[] = [];
  // No definition says whether hands or time are meant where a clock is set: nothing moves or is late around then.
  const isSet = isClockSet(departsMs, [from, to]);
  const most = isSet ? 0 : random.pick([0, 0, 0, 1, 1, 2]);
  for (let count = most; count > 0; count -= 1) {
    const atMs = departsMs - 3 * hourMs - random.below(40 * 24 * hourMs);
    moves.push({ atMs, minutes: random.pick([-20, 20, 59, 60, 150, 179, 180, 400]) });
    const initiator = random.pick(['vendor', 'vendor', 'vendor', 'agency', 'system', 'unknown']);
    news.push({ atMs, initiator, what: 'moved' });
  }
  if (random.once(14)) {
    news.push({ atMs: departsMs - 2 * hourMs, initiator: 'vendor', what: 'cancelled' });
  }
  const isCancelled = news.some(({ what }) => what === 'cancelled');
  const planned = (atMs: number): Segment => {
    const heard = moves.filter((move) => move.atMs <= atMs);
    const minutes = heard.reduce((total, move) => total + move.minutes, 0);
    const isOff = isCancelled && atMs >= departsMs - 2 * hourMs;
    return {
      ...plan,
      departsAt: addMinutes(plan.departsAt, minutes),
      arrivesAt: addMinutes(plan.arrivesAt, minutes),
      ...(isOff ? { status: 'cancelled' } : {}),
    };
  };
  const [isTold, isDiverted] = [!random.once(5), random.once(14)];
  const late = isSet ? 0 : random.pick([-10, 0, 0, 14, 15, 16, 90]);
  return {
    from,
    to,
    departsMs,
    arrivesMs,
    news: news.toSorted((a, b) => a.atMs - b.atMs),
    planned,
    flown() {
      const last = planned(Infinity);
      if (isCancelled || (!isTold && !isDiverted)) return last;
      return {
        ...last,
        ...(isDiverted ? { diverted: true } : {}),
        ...(isTold
          ? {
              actualDepartsAt: addMinutes(last.departsAt, Math.max(late, 0)),
              actualArrivesAt: addMinutes(last.arrivesAt, late),
            }
          : {}),
      };
    },
  };
}

/** Whether the clock of one of some airports is set within days of an instant. */
function isClockSet(atMs: number, airports: readonly string[]): boolean {
  const offsetAt = (epochMs: number, airport: string): number =>
    Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zoneOf(airport)).offsetNanoseconds;
  const around = 72 * hourMs;
  return airports.some((airport) => offsetAt(atMs - around, airport) !== offsetAt(atMs + around, airport));
}

function msOf(local: string, airport: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zoneOf(airport)).epochMilliseconds;
}
