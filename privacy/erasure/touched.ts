import { randomUUID } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import { recordBatch } from '../../ingest/loader/batches.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { Scope } from './scope.ts';

const touchedSql = `
select
  groupUniqArrayIf(slice, kind = 'receipt') as hours,
  groupUniqArrayIf(slice, kind = 'reservation') as dates
from erasure_scopes
where erasure_id = {erasure:UUID}`;

/** Makes every slice that a removed row was in due again. */
export async function recordTouched(
  scope: Scope,
  deps: { warehouse: Warehouse; clock: Clock },
): Promise<void> {
  const [touched] = await deps.warehouse.query<{ hours: string[]; dates: string[] }>(touchedSql, {
    name: 'erasure-slices',
    params: { erasure: scope.erasureId },
  });
  if (touched === undefined || touched.hours.length + touched.dates.length === 0) return;
  await recordBatch(
    'done',
    {
      batchId: randomUUID(),
      loaderId: `erasure:${scope.erasureId}`,
      eventHours: touched.hours.map((hour) => `${hour}:00:00.000Z`).toSorted(),
      bookedDates: touched.dates.toSorted(),
      events: 0,
      changes: 0,
    },
    deps,
  );
}
