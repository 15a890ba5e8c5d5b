import { createHash, randomUUID } from 'node:crypto';
import { createChangeReader } from '../../ingest/change.ts';
import { toChangeRow } from '../../ingest/loader/rows.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { storeBatch } from './raw-rows.ts';

export interface ContractSegment {
  carrier?: string;
  operatingCarrier?: string;
  number?: string;
  from: string;
  to: string;
  departsAt: string;
  arrivesAt: string;
  actualDepartsAt?: string;
  actualArrivesAt?: string;
  cabin?: string;
  status?: string;
}

interface ContractPlace {
  city?: string;
  country?: string;
}

/** A change as a source sends it. */
export interface ContractChange {
  changeId: string;
  reservationId: string;
  version: number;
  changedAt: string;
  source: string;
  kind: string;
  initiator?: string;
  reservation: {
    type: 'hotel' | 'flight' | 'car';
    status: string;
    vendorId: string;
    travelerId: string;
    tripId?: string;
    confirmation?: string;
    bookedAt: string;
    startAt: string;
    endAt: string;
    timezone: string;
    amount?: string;
    currency?: string;
    travelerCountry?: string;
    hotel?: { nights?: number; city?: string; country?: string };
    flight?: { segments: ContractSegment[] };
    car?: { days?: number; pickup?: ContractPlace; dropoff?: ContractPlace };
  };
}

/** Stores changes as the loader does: read by the house's own reader, as one finished batch. */
export async function storeContractChanges(
  warehouse: Warehouse,
  changes: readonly ContractChange[],
): Promise<void> {
  const reader = createChangeReader();
  const batchId = randomUUID();
  const rows = changes.map((change) => {
    const read = reader.read(change);
    if (!read.ok) throw new Error(`${change.changeId}: ${JSON.stringify(read)}`);
    const payload = JSON.stringify(change);
    const hash = createHash('sha256').update(payload).digest('hex').slice(0, 32);
    const origin = { received_at: change.changedAt, receipt_id: randomUUID(), batch_id: batchId };
    return toChangeRow(read.value, hash, { ...origin, payload });
  });
  await warehouse.insert('reservation_changes', rows, { name: 'test' });
  await storeBatch(warehouse, batchId, {
    bookedDates: changes.map((change) => change.reservation.bookedAt.slice(0, 10)),
  });
}
