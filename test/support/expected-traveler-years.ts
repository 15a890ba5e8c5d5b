import type { ContractChange, ContractSegment } from './contract-changes.ts';
import { testAirports, type TestProfile } from './traveler-world.ts';

type Reservation = ContractChange['reservation'];

/** A traveler as the test made him. */
export interface Subject {
  travelerId: string;
  profile: Omit<TestProfile, 'travelerId'> | undefined;
  changes: ContractChange[];
}

interface Flight {
  id: string;
  segment: ContractSegment;
  departs: number;
  arrives: number;
  isLayover: boolean;
}

const airports = new Map(testAirports.map((airport) => [airport[0], airport]));
const hourMs = 3_600_000;
const factors = { domestic: 0.22928, short_haul: 0.12786, long_haul: 0.15282, international: 0.14253 };

const zoneOf = (airport: string) => airports.get(airport)?.[3] ?? 'UTC';
const countryOf = (airport: string) => airports.get(airport)?.[2] ?? '';
const instantOf = (local: string, zone: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;

/** Computes trips and years of one traveler from his changes, sharing nothing with the models. */
export function expectedYears(
  subject: Subject,
  nowMs: number,
  usdInEuro: (bookedAt: string) => number | null,
) {
  const latest = new Map<string, Reservation>();
  const endedBy = new Map<string, string>();
  const shifts = new Map<string, number>();
  for (const change of subject.changes.toSorted((a, b) => a.version - b.version)) {
    const before = latest.get(change.reservationId);
    const { reservation } = change;
    if (before !== undefined && change.kind === 'updated' && before.startAt !== reservation.startAt) {
      const count = change.initiator === 'vendor' ? 1 : 0;
      shifts.set(change.reservationId, (shifts.get(change.reservationId) ?? 0) + count);
    }
    if (reservation.status === 'cancelled') endedBy.set(change.reservationId, change.initiator ?? 'unknown');
    latest.set(change.reservationId, reservation);
  }
  const startOf = (reservation: Reservation) => instantOf(reservation.startAt, reservation.timezone);
  const endOf = (reservation: Reservation) => instantOf(reservation.endAt, reservation.timezone);
  const yearOf = (reservation: Reservation) => Number(reservation.startAt.slice(0, 4));
  const counting = [...latest].filter(
    ([, reservation]) =>
      reservation.status === 'completed' ||
      (reservation.status === 'booked' && startOf(reservation) <= nowMs),
  );

  const home = subject.profile?.homeCountry ?? lastCountry([...latest]);
  const isHome = (airport: string) =>
    subject.profile?.homeAirport === undefined
      ? home !== '' && countryOf(airport) === home
      : airport === subject.profile.homeAirport;

  const flights: Flight[] = counting.flatMap(([id, reservation]) =>
    (reservation.flight?.segments ?? []).map((segment) => ({
      id,
      segment,
      departs: instantOf(segment.departsAt, zoneOf(segment.from)),
      arrives: instantOf(segment.arrivesAt, zoneOf(segment.to)),
      isLayover: false,
    })),
  );
  flights.sort((a, b) => a.departs - b.departs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const [index, flight] of flights.entries()) {
    const next = flights[index + 1];
    flight.isLayover =
      next !== undefined &&
      next.departs - flight.arrives < 24 * hourMs &&
      next.segment.to !== flight.segment.from;
  }
  const seenBy = (id: string, reservation: Reservation): string[] =>
    [
      reservation.hotel?.country,
      reservation.car?.pickup?.country,
      reservation.car?.dropoff?.country,
      ...flights
        .filter((flight) => flight.id === id && !flight.isLayover)
        .map((flight) => countryOf(flight.segment.to)),
    ]
      .filter((country) => country !== undefined && country !== '' && country !== home)
      .map(String);

  const trips = tripsOf(counting, { startOf, endOf, isHome });
  const years = new Map<number, ReturnType<typeof emptyYear>>();
  const at = (year: number) => {
    const row = years.get(year) ?? emptyYear();
    years.set(year, row);
    return row;
  };
  const hotels = new Set<string>();
  const countries = new Map<number, Set<string>>();
  for (const [id, reservation] of counting) {
    const row = at(yearOf(reservation));
    row.reservations += 1;
    if (reservation.status === 'booked' && endOf(reservation) + 48 * hourMs <= nowMs)
      row.presumed_completed += 1;
    row.schedule_changes += shifts.get(id) ?? 0;
    const rate = reservation.currency === 'USD' ? usdInEuro(reservation.bookedAt) : 1;
    if (rate !== null) row.spent_cents += Math.round(Number(reservation.amount) * rate * 100 + 1e-6);
    else row.unconverted += 1;
    const seen = countries.get(yearOf(reservation)) ?? new Set();
    for (const country of seenBy(id, reservation)) seen.add(country);
    countries.set(yearOf(reservation), seen);
    if (reservation.type === 'car') {
      const minutes = (endOf(reservation) - startOf(reservation)) / 60_000;
      row.rental_days += Math.max(1, Math.ceil((minutes - 29) / 1440));
    }
    if (reservation.type === 'hotel') {
      if (!hotels.has(`${yearOf(reservation)} ${reservation.vendorId}`)) row.hotels += 1;
      hotels.add(`${yearOf(reservation)} ${reservation.vendorId}`);
      const today = Temporal.Instant.fromEpochMilliseconds(nowMs)
        .toZonedDateTimeISO(reservation.timezone)
        .toPlainDate();
      for (let night = 0; night < (reservation.hotel?.nights ?? 0); night++) {
        const date = Temporal.PlainDate.from(reservation.startAt.slice(0, 10)).add({ days: night });
        if (Temporal.PlainDate.compare(date, today) < 0) at(date.year).nights += 1;
      }
    }
  }
  for (const flight of flights) {
    const { segment } = flight;
    const row = at(yearOf(latest.get(flight.id) ?? fail()));
    const distance = kmBetween(segment.from, segment.to);
    row.flights += 1;
    row.km += distance;
    row.air_minutes += (flight.arrives - flight.departs) / 60_000;
    row.kg_with_rf += distance * factors[haulOf(segment, distance)];
  }
  for (const [id, reservation] of latest) {
    if (reservation.status === 'cancelled' && endedBy.get(id) === 'vendor')
      at(yearOf(reservation)).cancellations += 1;
  }
  for (const trip of trips) at(Math.min(...trip.map((id) => yearOf(latest.get(id) ?? fail())))).trips += 1;
  const firstYear = Math.min(...counting.map(([, reservation]) => yearOf(reservation)));
  for (const [year, row] of years) {
    row.countries = [...(countries.get(year) ?? [])].toSorted();
    const before = new Set([...countries].filter(([each]) => each < year).flatMap(([, seen]) => [...seen]));
    row.first_time_countries =
      year <= firstYear ? [] : row.countries.filter((country) => !before.has(country));
  }
  return { years, trips };
}

function tripsOf(
  counting: readonly [string, Reservation][],
  know: {
    startOf: (r: Reservation) => number;
    endOf: (r: Reservation) => number;
    isHome: (airport: string) => boolean;
  },
): string[][] {
  const given = Map.groupBy(
    counting.filter(([, reservation]) => reservation.tripId !== undefined),
    ([, reservation]) => reservation.tripId,
  );
  const steps = counting
    .filter(([, reservation]) => reservation.tripId === undefined)
    .map(([id, reservation]) => {
      const segments = reservation.flight?.segments ?? [];
      const stops = segments.flatMap((segment) => [segment.from, segment.to]);
      const isAway = stops.some((stop) => !know.isHome(stop));
      const start = know.startOf(reservation);
      const midnight = instantOf(`${reservation.startAt.slice(0, 10)}T00:00:00`, reservation.timezone);
      return {
        id,
        start,
        end: know.endOf(reservation),
        order: reservation.type === 'hotel' ? midnight + 24 * hourMs : start,
        leaves: isAway && know.isHome(stops[0] ?? ''),
        arrives: isAway && know.isHome(stops.at(-1) ?? ''),
      };
    })
    .toSorted((a, b) => a.order - b.order || a.start - b.start || (a.id < b.id ? -1 : 1));
  const trips: string[][] = [];
  let open: { ids: string[]; latestEnd: number; closesAt: number; isSure: boolean } | undefined;
  for (const [index, step] of steps.entries()) {
    const isOver =
      open === undefined ||
      step.leaves ||
      step.order >= open.closesAt ||
      (!open.isSure && step.start - open.latestEnd >= 36 * hourMs);
    if (open === undefined || isOver) {
      const rest = steps.slice(index + 1);
      const nextLeaving = rest.findIndex((each) => each.leaves);
      const ahead = [step, ...(nextLeaving < 0 ? rest : rest.slice(0, nextLeaving))];
      open = {
        ids: [],
        latestEnd: 0,
        closesAt: Number.POSITIVE_INFINITY,
        isSure: step.leaves && ahead.some((each) => each.arrives),
      };
      trips.push(open.ids);
    }
    open.ids.push(step.id);
    open.latestEnd = Math.max(open.latestEnd, step.end);
    if (step.arrives) open.closesAt = Math.min(open.closesAt, step.end);
  }
  return [...trips, ...[...given.values()].map((each) => each.map(([id]) => id))].map((ids) =>
    ids.toSorted(),
  );
}

function emptyYear() {
  return {
    reservations: 0,
    presumed_completed: 0,
    trips: 0,
    flights: 0,
    km: 0,
    air_minutes: 0,
    nights: 0,
    hotels: 0,
    rental_days: 0,
    countries: [] as string[],
    first_time_countries: [] as string[],
    spent_cents: 0,
    unconverted: 0,
    schedule_changes: 0,
    cancellations: 0,
    kg_with_rf: 0,
  };
}

function lastCountry(latest: readonly [string, Reservation][]): string {
  const known = latest.filter(([, reservation]) => reservation.travelerCountry !== undefined);
  const key = ([id, reservation]: [string, Reservation]) => `${reservation.bookedAt} ${id}`;
  return known.toSorted((a, b) => (key(a) < key(b) ? 1 : -1))[0]?.[1].travelerCountry ?? '';
}

/** By the angle between two vectors: another formula than the model's. */
function kmBetween(from: string, to: string): number {
  const vector = (code: string) => {
    const [, , , , latitude, longitude] = airports.get(code) ?? fail();
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  };
  const [a, b] = [vector(from), vector(to)];
  return (
    6371.0088 *
    Math.acos(
      Math.min(
        1,
        a.reduce((sum, each, index) => sum + each * (b[index] ?? 0), 0),
      ),
    )
  );
}

function haulOf({ from, to }: ContractSegment, km: number): keyof typeof factors {
  const british = [from, to].filter((airport) => countryOf(airport) === 'GB').length;
  if (british === 2) return 'domestic';
  if (british === 0) return 'international';
  return km <= 3_700 ? 'short_haul' : 'long_haul';
}

function fail(): never {
  throw new Error('The world of the test has no such thing');
}
