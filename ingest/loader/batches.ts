import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';

/** What the rows of a batch touch: the models' work. */
interface Slices {
  /** Instants of full hours, of accepted events by placed_at. */
  eventHours: readonly string[];
  /** `YYYY-MM-DD`, UTC: booking dates of every version of the reservations that it changes. */
  bookedDates: readonly string[];
}

export interface BatchRecord extends Slices {
  batchId: string;
  loaderId: string;
  events: number;
  changes: number;
  isOrphan?: boolean;
}

/** Writes a phase of a batch into the loader's book. */
export async function recordBatch(
  phase: 'intent' | 'done',
  record: BatchRecord,
  { warehouse, clock }: { warehouse: Warehouse; clock: Clock },
): Promise<void> {
  const row = {
    batch_id: record.batchId,
    loader_id: record.loaderId,
    phase,
    recorded_at: toInstant(clock.now()),
    event_hours: record.eventHours.map((hour) => Date.parse(hour) / 1000),
    booked_dates: record.bookedDates,
    events: record.events,
    changes: record.changes,
    is_orphan: record.isOrphan ?? false,
  };
  await warehouse.insert('batches', [row], { name: `record-${phase}` });
}

/** Returns the distinct hours of instants, in order. */
export function hoursOf(instants: readonly string[]): string[] {
  return [...new Set(instants.map((instant) => `${instant.slice(0, 13)}:00:00.000Z`))].toSorted();
}

/** Returns the distinct dates of instants, in order. */
export function datesOf(instants: readonly string[]): string[] {
  return [...new Set(instants.map((instant) => instant.slice(0, 10)))].toSorted();
}
