import type { RawSegment, RawTrip } from './raw-trips.ts';

/** The numbers of a vendor's month, computed from raw rows without any of the models. */
export interface ExpectedMonth {
  segments: number;
  passengers: number;
  flights: number;
  onTime: number;
  rentals: number;
  rentalDays: number;
  /** In cents. */
  revenue: number;
}

/**
 * Walks through the versions of each reservation and returns months by `vendor period`. Zones are by airport; the
 * day of `now`, in UTC, ends the past.
 */
export function expectedTripMonths(
  rows: readonly RawTrip[],
  zones: Readonly<Record<string, string>>,
  now: string,
): Map<string, ExpectedMonth> {
  const months = new Map<string, ExpectedMonth>();
  const monthOf = (vendorId: string, localDate: string): ExpectedMonth => {
    const key = `${vendorId} ${localDate.slice(0, 7)}`;
    const none = { segments: 0, passengers: 0, flights: 0, onTime: 0, rentals: 0, rentalDays: 0, revenue: 0 };
    const found = months.get(key) ?? none;
    months.set(key, found);
    return found;
  };
  const outcomes = new Map<string, { month: ExpectedMonth; evidence: Evidence[] }>();
  for (const versions of Map.groupBy(rows, (row) => row.reservationId).values()) {
    versions.sort((a, b) => a.version - b.version);
    const latest = versions.at(-1);
    if (latest === undefined) continue;
    const isLive = latest.status === 'booked' || latest.status === 'completed';
    if (isLive && latest.type === 'car') addRental(latest, monthOf, now.slice(0, 10));
    if (isLive) {
      for (const segment of latest.segments.filter((each) => each.status !== 'cancelled')) {
        const month = monthOf(latest.vendorId, segment.departsAt);
        month.segments += 1;
        month.passengers += latest.passengers ?? 1;
      }
    }
    for (const key of new Set(versions.flatMap((version) => version.segments.map(identityOf)))) {
      const found = outcomeOf(key, versions, zones);
      if (found === undefined) continue;
      const flight = `${latest.vendorId} ${key} ${found.date}`;
      const entry = outcomes.get(flight) ?? { month: monthOf(latest.vendorId, found.date), evidence: [] };
      entry.evidence.push(found);
      outcomes.set(flight, entry);
    }
  }
  for (const { month, evidence } of outcomes.values()) {
    const isDiverted = evidence.some((each) => each.isDiverted);
    const arrivals = evidence.filter((each) => each.lateMinutes !== undefined);
    if (!isDiverted && arrivals.length === 0 && !evidence.some((each) => each.isCancelled)) continue;
    month.flights += 1;
    const told = arrivals.toSorted((a, b) => a.toldAt - b.toldAt).at(-1);
    if (!isDiverted && told?.lateMinutes !== undefined && told.lateMinutes < 15) month.onTime += 1;
  }
  return months;
}

interface Evidence {
  date: string;
  toldAt: number;
  lateMinutes: number | undefined;
  isDiverted: boolean;
  isCancelled: boolean;
}

function identityOf(segment: RawSegment): string {
  return `${segment.operatingCarrier ?? segment.carrier ?? 'TP'} ${segment.number} ${segment.from}`;
}

function outcomeOf(
  key: string,
  versions: readonly RawTrip[],
  zones: Readonly<Record<string, string>>,
): Evidence | undefined {
  const having = versions.flatMap((version) => {
    const segment = version.segments.find((each) => identityOf(each) === key);
    return segment === undefined ? [] : [{ version, segment }];
  });
  const last = having.at(-1);
  const latest = versions.at(-1);
  if (last === undefined || latest === undefined) return undefined;
  const inForce = having.findLast(({ version, segment }) => {
    const departure = instantOf(segment.departsAt, zones[segment.from] ?? 'UTC');
    const known = versions.findLast((each) => Date.parse(each.changedAt) < departure) ?? versions[0];
    return known === version;
  });
  const cancelledBy = versions.findLast((each) => each.kind === 'cancelled')?.initiator;
  const isCancelled =
    latest.status === 'cancelled' ? cancelledBy === 'vendor' : last.segment.status === 'cancelled';
  if (inForce === undefined && last.version !== latest && !isCancelled) return undefined;
  const schedule = (inForce ?? last).segment;
  const { actualArrivesAt } = last.segment;
  const zone = zones[schedule.to] ?? 'UTC';
  return {
    date: schedule.departsAt.slice(0, 10),
    toldAt: Math.max(...having.map(({ version }) => Date.parse(version.changedAt))),
    lateMinutes:
      actualArrivesAt === undefined
        ? undefined
        : (instantOf(actualArrivesAt, zone) - instantOf(schedule.arrivesAt, zone)) / 60_000,
    isDiverted: last.segment.isDiverted ?? false,
    isCancelled,
  };
}

function instantOf(local: string, zone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

function addRental(
  trip: RawTrip,
  monthOf: (vendorId: string, localDate: string) => ExpectedMonth,
  today: string,
): void {
  const from = Temporal.PlainDateTime.from(trip.pickup.at ?? trip.startAt);
  const to = Temporal.PlainDateTime.from(trip.dropoff.at ?? trip.endAt);
  monthOf(trip.vendorId, from.toString()).rentals += 1;
  const minutes = to.since(from).total('minutes');
  let counted = 0;
  // Another day begins when the car is out more than 29 minutes beyond the last one.
  do counted += 1;
  while (minutes > counted * 24 * 60 + 29);
  const days = trip.days ?? counted;
  let cents = Math.round(Number(trip.amount ?? 0) * 100);
  for (let day = 0; day < Math.max(days, 1); day += 1) {
    const on = from.toPlainDate().add({ days: day }).toString();
    const share = Math.ceil(cents / (Math.max(days, 1) - day));
    cents -= share;
    if (on >= today) continue;
    const month = monthOf(trip.vendorId, on);
    month.revenue += share;
    month.rentalDays += days === 0 ? 0 : 1;
  }
}
