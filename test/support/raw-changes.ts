import { createHash, randomUUID } from 'node:crypto';
import type { Warehouse } from '../../warehouse/client.ts';
import { storeBatch } from './raw-rows.ts';

/** A reservation change as the loader would have stored it; what a test leaves out has a default. */
export interface RawChange {
  reservationId: string;
  version: number;
  changedAt: string;
  kind?: string;
  status: string;
  initiator?: string;
  source?: string;
  vendorId?: string;
  travelerId?: string;
  affiliateId?: string;
  confirmation?: string;
  clickId?: string;
  clickAnonymousId?: string;
  clickUserId?: string;
  bookedAt: string;
  startAt?: string;
  endAt?: string;
  amount?: string | null;
  retained?: string | null;
  currency?: string;
  nights?: number;
  rooms?: number;
  city?: string;
}

/** Stores changes as one finished batch of the loader; a batch touches the booking days of all versions. */
export async function storeChanges(
  warehouse: Warehouse,
  changes: readonly RawChange[],
  bookedDates = changes.map((change) => change.bookedAt.slice(0, 10)),
): Promise<void> {
  const batchId = randomUUID();
  await warehouse.insert(
    'reservation_changes',
    changes.map((change) => toRow(change, batchId)),
    { name: 'test' },
  );
  await storeBatch(warehouse, batchId, { bookedDates });
}

function toRow(change: RawChange, batchId: string) {
  const startAt = change.startAt ?? '2026-06-10T15:00:00.000Z';
  const endAt = change.endAt ?? '2026-06-13T11:00:00.000Z';
  return {
    reservation_id: change.reservationId,
    version: change.version,
    body_hash: createHash('sha256').update(JSON.stringify(change)).digest('hex').slice(0, 32),
    change_id: `${change.reservationId}:${change.version}`,
    changed_at: change.changedAt,
    received_at: change.changedAt,
    receipt_id: randomUUID(),
    batch_id: batchId,
    source: change.source ?? 'agency',
    kind: change.kind ?? (change.version === 1 ? 'created' : 'updated'),
    initiator: change.initiator ?? 'unknown',
    reason: '',
    type: 'hotel',
    status: change.status,
    vendor_id: change.vendorId ?? 'hotel',
    traveler_id: change.travelerId ?? 'traveler',
    affiliate_id: change.affiliateId ?? '',
    trip_id: '',
    confirmation: change.confirmation ?? '',
    click_id: change.clickId ?? '',
    click_anonymous_id: change.clickAnonymousId ?? '',
    click_user_id: change.clickUserId ?? '',
    click_sub_id: '',
    booked_at: change.bookedAt,
    start_at: startAt,
    end_at: endAt,
    start_local: startAt,
    end_local: endAt,
    timezone: 'UTC',
    amount: change.amount ?? null,
    retained: change.retained ?? null,
    currency: change.currency ?? 'EUR',
    traveler_country: 'NL',
    hotel_nights: change.nights ?? 3,
    hotel_rooms: change.rooms ?? 1,
    hotel_guests: 2,
    hotel_room_amount: null,
    hotel_city: change.city ?? 'Lisbon',
    hotel_country: 'PT',
    payload: '{}',
  };
}
