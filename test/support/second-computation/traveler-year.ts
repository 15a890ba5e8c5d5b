import { isLive, type Change, type Reservation } from './change.ts';
import { convert, type FindRate } from './fx.ts';
import { zoneOf } from './make-trip.ts';
import { exact, minorDigitsOf, multiply, print, sum } from './money.ts';
import { emissionsOf, flownOf, type Flown } from './traveler-flights.ts';
import { cityAt, countryAt, createFindHome, profileAt, startDateOf, type Home } from './traveler-home.ts';
import { tripsOf, type Counting, type ExpectedTrip } from './traveler-trips.ts';
import type { SeededTraveler } from './travel-world.ts';
import { periodsOf } from './vendor-cars.ts';
import { shiftMinutesOf } from './vendor-changes.ts';

const hourMs = 3_600_000;

export interface YearDeps {
  nowMs: number;
  findRate: FindRate;
}

/** All that a traveler's years are made from. */
export interface TravelerFacts {
  traveler: SeededTraveler;
  told: readonly (readonly Change[])[];
  counting: readonly Counting[];
  trips: readonly ExpectedTrip[];
  flown: readonly Flown[];
  findHome: (date: string) => Home;
  /** The first year in which anything counts. */
  firstYear: number;
}

/** Computes what counts of one traveler; `told` are the versions of his bookings, without copies. */
export function factsOf(
  traveler: SeededTraveler,
  told: readonly (readonly Change[])[],
  { nowMs }: YearDeps,
): TravelerFacts {
  const counting = told.flatMap((versions): Counting[] => {
    const { reservationId, reservation } = versions.at(-1) ?? {};
    if (reservationId === undefined || reservation === undefined || !isLive(reservation.status)) return [];
    const isOver = reservation.status === 'completed' || endOf(reservation) + 48 * hourMs <= nowMs;
    const isRunning = startDateOf(reservation) >= `${new Date(nowMs).getUTCFullYear()}-01-01`;
    const hasBegun = startOf(reservation) <= nowMs;
    return isOver || (isRunning && hasBegun) ? [{ reservationId, reservation }] : [];
  });
  const findHome = createFindHome(traveler, told);
  return {
    traveler,
    told,
    counting,
    trips: tripsOf(counting, findHome),
    flown: flownOf(counting),
    findHome,
    firstYear: Math.min(...counting.map(({ reservation }) => yearOf(startDateOf(reservation)))),
  };
}

/** A traveler's year, as it is reported. */
export function travelerYearOf(facts: TravelerFacts, year: number, deps: YearDeps) {
  const { counting, trips, told, firstYear } = facts;
  const isOwn = ({ reservation }: Counting): boolean => yearOf(startDateOf(reservation)) === year;
  const own = counting.filter(isOwn);
  const flown = facts.flown.filter(isOwn);
  const ownTrips = trips.filter(({ first }) => first.year === year);
  const lengths = ownTrips.map(({ first, last }) => first.until(last, { largestUnit: 'days' }).days + 1);
  const away = daysAway(trips, year);
  const emissions = flown.map(emissionsOf);
  const places = placesOf(facts, year);
  const earlier = new Set(
    Array.from({ length: 5 }, (_, back) => [...placesOf(facts, year - 1 - back).countries]).flat(),
  );
  return {
    facts: own.length,
    home: homeOf(facts, year),
    trips: ownTrips.map(({ reservations }) => reservations.join(' ')).toSorted(),
    metrics: {
      reservations: own.length,
      presumedCompleted: own.filter(
        ({ reservation }) =>
          reservation.status === 'booked' && endOf(reservation) + 48 * hourMs <= deps.nowMs,
      ).length,
      trips: ownTrips.length,
      tripDays: away.length,
      longestTrip: lengths.length === 0 ? null : Math.max(...lengths),
      busiestMonth: busiestOf(away),
      flights: flown.length,
      km: round(total(flown.map(({ km }) => km)), 1),
      hoursInAir: round(total(flown.map(({ airMs }) => airMs / hourMs)), 2),
      longestFlight: flown.length === 0 ? null : round(Math.max(...flown.map(({ km }) => km)), 1),
      airports: inOrder(flown.flatMap(({ segment }) => [segment.from, segment.to])),
      airlines: inOrder(flown.map(({ segment }) => segment.operatingCarrier ?? segment.carrier)),
      nights: nightsOf(facts, year, deps.nowMs),
      hotels: new Set(
        own.flatMap(({ reservation }) => (reservation.type === 'hotel' ? reservation.vendorId : [])),
      ).size,
      rentalDays: total(own.map(({ reservation }) => rentalDaysOf(reservation))),
      countries: inOrder(places.countries),
      firstTimeCountries:
        year <= firstYear ? null : inOrder([...places.countries].filter((each) => !earlier.has(each))),
      cities: inOrder(places.cities),
      spend: spendOf(facts, own, year, deps),
      changesSurvived: survivedOf(facts, told, year),
      co2e: {
        withRadiativeForcing: round(total(emissions.map(([more]) => more)), 1),
        withoutRadiativeForcing: round(total(emissions.map(([, less]) => less)), 1),
      },
    },
  };
}

/** Home at the year's latest reservation, else at the latest; where nothing counts it is not known. */
function homeOf({ counting, findHome }: TravelerFacts, year: number) {
  const starts = counting.map(({ reservation }) => startDateOf(reservation)).toSorted();
  const date = starts.findLast((each) => yearOf(each) === year) ?? starts.at(-1);
  const home = date === undefined ? undefined : findHome(date);
  return { country: home?.country || null, source: home?.source ?? 'unknown' };
}

/** Countries and cities that were seen: of stays, rentals, and flights to elsewhere than home that were no layover. */
function placesOf({ counting, flown, findHome }: TravelerFacts, year: number) {
  const [countries, cities] = [new Set<string>(), new Set<string>()];
  const see = (date: string, city: string, country: string): void => {
    const home = findHome(date);
    if (country !== home.country) countries.add(country);
    if (city !== home.city) cities.add(city);
  };
  for (const { reservation } of counting) {
    const date = startDateOf(reservation);
    if (yearOf(date) !== year) continue;
    const { hotel, car } = reservation;
    for (const place of [hotel, car?.pickup, car?.dropoff]) {
      if (place === undefined || place === null) continue;
      see(date, `${place.city}, ${place.country}`, place.country ?? '');
    }
  }
  for (const { reservation, segment, isLayover } of flown) {
    const date = startDateOf(reservation);
    const isHome = findHome(date).isNear(segment.to);
    if (yearOf(date) === year && !isLayover && !isHome) see(date, cityAt(segment.to), countryAt(segment.to));
  }
  return { countries, cities };
}

/** Nights that are past, each on its own date. */
function nightsOf({ counting }: TravelerFacts, year: number, nowMs: number): number {
  let nights = 0;
  for (const { reservation } of counting) {
    const today = Temporal.Instant.fromEpochMilliseconds(nowMs)
      .toZonedDateTimeISO(reservation.timezone)
      .toPlainDate();
    for (let night = 0; night < (reservation.hotel?.nights ?? 0); night += 1) {
      const date = Temporal.PlainDate.from(startDateOf(reservation)).add({ days: night });
      if (date.year === year && Temporal.PlainDate.compare(date, today) < 0) nights += 1;
    }
  }
  return nights;
}

function rentalDaysOf({ type, car, startAt, endAt }: Reservation): number {
  if (type !== 'car') return 0;
  return car?.days ?? periodsOf(Temporal.PlainDateTime.from(startAt), Temporal.PlainDateTime.from(endAt));
}

function spendOf(
  { traveler, counting }: TravelerFacts,
  own: readonly Counting[],
  year: number,
  deps: YearDeps,
) {
  const today = new Date(deps.nowMs).toISOString().slice(0, 10);
  const profile = profileAt(traveler.profiles, [`${year}-12-31`, today].toSorted()[0] ?? today);
  const booked = own.map(({ reservation }) => reservation);
  const latest = counting
    .toSorted((a, b) => (a.reservation.bookedAt < b.reservation.bookedAt ? -1 : 1))
    .at(-1);
  const currency = profile?.currency ?? latest?.reservation.currency ?? '';
  const digits = minorDigitsOf(currency);
  const spent = new Map<string, bigint>();
  const unconverted = new Map<string, bigint[]>();
  for (const { amount, currency: from, bookedAt, startAt, type } of booked) {
    if (amount === undefined || amount === null) continue;
    const zone = profileAt(traveler.profiles, startAt.slice(0, 10))?.timezone ?? 'UTC';
    const day = Temporal.Instant.from(bookedAt).toZonedDateTimeISO(zone).toPlainDate();
    const rate = deps.findRate(from ?? '', currency, day);
    if (rate === undefined) {
      const units = multiply([exact(amount)], minorDigitsOf(from ?? ''));
      unconverted.set(from ?? '', [...(unconverted.get(from ?? '') ?? []), units]);
    } else spent.set(type, (spent.get(type) ?? 0n) + convert(exact(amount), rate, digits));
  }
  return {
    currency: currency === '' ? null : currency,
    byType: Object.fromEntries([...spent].map(([type, units]) => [type, print(units, digits)])),
    total: print(sum(spent.values()), digits),
    unconverted: [...unconverted].map(([from, amounts]) => ({
      currency: from,
      count: amounts.length,
      amount: print(sum(amounts), minorDigitsOf(from)),
    })),
    withoutAmount: booked.filter(({ amount }) => amount === null).length,
  };
}

/** What others than the traveler changed, what nobody knows who changed apart; and how much later journeys arrived. */
function survivedOf(
  { counting, flown: flights }: TravelerFacts,
  told: readonly (readonly Change[])[],
  year: number,
) {
  const ids = new Set(counting.map(({ reservationId }) => reservationId));
  const flown = Map.groupBy(flights, (flight) => flight.reservationId);
  const [schedules, cancellations]: [string[], string[]] = [[], []];
  let lostMs = 0;
  for (const versions of told) {
    const { reservationId = '', reservation } = versions.at(-1) ?? {};
    if (reservation === undefined || yearOf(startDateOf(reservation)) !== year) continue;
    if (reservation.status === 'cancelled') {
      const began = versions.findLastIndex((each) => each.reservation.status !== 'cancelled') + 1;
      cancellations.push(versions[began]?.initiator ?? 'unknown');
    }
    if (!ids.has(reservationId)) continue;
    for (const [index, change] of versions.entries()) {
      const before = versions[index - 1];
      if (before === undefined || change.kind !== 'updated') continue;
      if (shiftMinutesOf({ change, before }) > 0) schedules.push(change.initiator ?? 'unknown');
    }
    lostMs += lostOf(versions, flown.get(reservationId) ?? []);
  }
  const byOthers = (initiators: readonly string[]): number =>
    initiators.filter((each) => each !== 'traveler' && each !== 'unknown').length;
  const byNobody = (initiators: readonly string[]): number =>
    initiators.filter((each) => each === 'unknown').length;
  return {
    scheduleChanges: byOthers(schedules),
    cancellations: byOthers(cancellations),
    hoursLost: round(lostMs / hourMs, 2),
    unknown: { scheduleChanges: byNobody(schedules), cancellations: byNobody(cancellations) },
  };
}

/** By how much the ends of journeys were later than they were booked: first, or by the traveler himself since. */
function lostOf(versions: readonly Change[], flown: readonly Flown[]): number {
  const own = versions.findLast((change, index) => {
    const before = versions[index - 1];
    if (before === undefined) return true;
    const { kind, initiator, reservation } = change;
    const isMoved = reservation.endAt !== before.reservation.endAt;
    return kind === 'updated' && initiator === 'traveler' && isMoved;
  });
  const latest = versions.at(-1)?.reservation.flight?.segments ?? [];
  const lost = flown.map(({ segment, isLayover }) => {
    const booked = own?.reservation.flight?.segments[latest.indexOf(segment)];
    const actual = segment.actualArrivesAt;
    if (isLayover || booked === undefined || actual === undefined || actual === null) return 0;
    return Math.max(0, airportMs(actual, segment.to) - airportMs(booked.arrivesAt, booked.to));
  });
  return total(lost);
}

function daysAway(trips: readonly ExpectedTrip[], year: number): string[] {
  const days = new Set<string>();
  for (const { first, last } of trips) {
    for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
      if (day.year === year) days.add(day.toString());
    }
  }
  return [...days];
}

function busiestOf(days: readonly string[]): number | null {
  const months = Map.groupBy(days, (day) => day.slice(0, 7));
  return days.length === 0 ? null : Math.max(...[...months.values()].map((own) => own.length));
}

function total(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function inOrder(values: Iterable<string>): string[] {
  return [...new Set(values)].toSorted();
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

function startOf({ startAt, timezone }: Reservation): number {
  return Temporal.PlainDateTime.from(startAt).toZonedDateTime(timezone).epochMilliseconds;
}

function endOf({ endAt, timezone }: Reservation): number {
  return Temporal.PlainDateTime.from(endAt).toZonedDateTime(timezone).epochMilliseconds;
}

function airportMs(local: string, airport: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zoneOf(airport)).epochMilliseconds;
}
