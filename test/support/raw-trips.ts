import { createHash, randomUUID } from 'node:crypto';
import type { Warehouse } from '../../warehouse/client.ts';
import { storeBatch } from './raw-rows.ts';

/** A flight; times are local, `2026-03-10T08:00:00`. */
export interface RawSegment {
  carrier?: string;
  operatingCarrier?: string;
  number: string;
  from: string;
  to: string;
  departsAt: string;
  arrivesAt: string;
  actualArrivesAt?: string | undefined;
  status?: string;
  isDiverted?: boolean;
}

/** A version of a flight or car reservation as the loader would have stored it. */
export interface RawTrip {
  reservationId: string;
  version: number;
  vendorId: string;
  type: 'flight' | 'car';
  kind: string;
  status: string;
  initiator: string;
  changedAt: string;
  /** Local to `timezone`, which is UTC. */
  startAt: string;
  endAt: string;
  amount: string | null;
  passengers: number | null;
  segments: RawSegment[];
  days: number | null;
  pickup: { city: string; at?: string };
  dropoff: { city: string; at?: string };
}

const bookedAt = '2026-01-10T12:00:00.000Z';

/** Stores versions as one finished batch of the loader; all are booked on 10 January 2026. */
export async function storeTrips(warehouse: Warehouse, trips: readonly RawTrip[]): Promise<void> {
  const batchId = randomUUID();
  const rows = trips.map((trip) => toRow(trip, batchId));
  await warehouse.insert('reservation_changes', rows, { name: 'test' });
  await storeBatch(warehouse, batchId, { bookedDates: [bookedAt.slice(0, 10)] });
}

function toRow(trip: RawTrip, batchId: string) {
  const place = ({ city, at }: RawTrip['pickup']) => ({ city, country: 'PT', at: toTime(at) });
  return {
    reservation_id: trip.reservationId,
    version: trip.version,
    body_hash: createHash('sha256').update(JSON.stringify(trip)).digest('hex').slice(0, 32),
    changed_at: trip.changedAt,
    received_at: trip.changedAt,
    receipt_id: randomUUID(),
    batch_id: batchId,
    source: 'agency',
    kind: trip.kind,
    initiator: trip.initiator,
    type: trip.type,
    status: trip.status,
    vendor_id: trip.vendorId,
    traveler_id: 'traveler',
    booked_at: bookedAt,
    start_at: `${trip.startAt}.000Z`,
    end_at: `${trip.endAt}.000Z`,
    start_local: `${trip.startAt}Z`,
    end_local: `${trip.endAt}Z`,
    timezone: 'UTC',
    amount: trip.amount,
    currency: 'EUR',
    flight_passengers: trip.passengers,
    flight_segments: trip.segments.map((segment) => ({
      carrier: segment.carrier ?? 'TP',
      operating_carrier: segment.operatingCarrier ?? '',
      number: segment.number,
      origin: segment.from,
      destination: segment.to,
      departs_at: toTime(segment.departsAt),
      arrives_at: toTime(segment.arrivesAt),
      actual_departs_at: toTime(undefined),
      actual_arrives_at: toTime(segment.actualArrivesAt),
      cabin: '',
      status: segment.status ?? '',
      is_diverted: segment.isDiverted ?? false,
    })),
    car_days: trip.days,
    car_class: '',
    car_pickup: place(trip.pickup),
    car_dropoff: place(trip.dropoff),
    payload: '{}',
  };
}

function toTime(local: string | undefined): string {
  return `${local ?? '1970-01-01T00:00:00'}Z`;
}
