import { expect, onTestFinished, test } from 'vitest';
import { fillWorld, type FillDeps } from '../../../demo/fill/fill.ts';
import { createSender, type Sender } from '../../../demo/fill/sender.ts';
import { createDemoWorld } from '../../../demo/world/world.ts';
import { createLocalBus } from '../../../infra/bus/local.ts';
import { createErasureKey } from '../../../infra/erasure-key.ts';
import { createHttpServer } from '../../../infra/http/server.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import collector from '../../../ingest/collector/collector.ts';
import { createLoader, createLoaderId } from '../../../ingest/loader/loader.ts';
import { createReservationOwners } from '../../../ingest/reservation-owners.ts';
import { createAccounting } from '../../../warehouse/repositories/accounting.ts';
import { createDemoParts } from '../../../warehouse/repositories/demo-parts.ts';
import { createSuppressions } from '../../../warehouse/repositories/suppressions.ts';
import { createWriteKeys } from '../../../warehouse/repositories/write-keys.ts';
import { tellNetValues, tellVendorMonths } from '../../support/demo/told.ts';
import { createTestWarehouse, type TestWarehouse } from '../../support/warehouse.ts';

const now = '2026-05-20T09:30:00.000Z';
const endsAt = Date.parse(now);

/** A collector and a loader before a warehouse, as `start` has them. */
async function serveCollector({ warehouse, clock }: TestWarehouse) {
  const log = createSilentLog();
  const [bus, metrics] = [createLocalBus({ maxBufferBytes: 64 * 1024 * 1024, log }), createMetrics()];
  const key = createErasureKey('a secret of tests, as long as one');
  const suppressions = createSuppressions({ maxAgeMs: 0 }, { warehouse, clock, key });
  const deps = { bus, warehouse, clock, log, metrics, suppressions };
  const loader = createLoader(
    { minIntervalMs: 0, retryDelaysMs: [] },
    { ...deps, loaderId: createLoaderId() },
  );
  const server = createHttpServer({ log, clock });
  const keys = createWriteKeys({}, { warehouse, clock });
  await server.register(collector, {
    ...deps,
    verifier: { verify: () => Promise.resolve({ sub: 'demo', role: 'source' as const }) },
    findWriteKey: (writeKey: string) => keys.find(writeKey),
    findReservationOwners: createReservationOwners(warehouse),
    putTraveler: () => Promise.reject(new Error('profiles go another way')),
  });
  await loader.start();
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await server.close();
    await bus.close();
    await loader.close();
  });
  return { address, suppressions };
}

async function countComplete(warehouse: TestWarehouse['warehouse']): Promise<number> {
  const sql = 'select toUInt32(count()) as models from freshness final';
  const [row] = await warehouse.query<{ models: number }>(sql, { name: 'test' });
  return row?.models ?? -1;
}

/** Breaks off in the n-th month, after what it sent was stored: nobody was told that it was. */
function breakAt(sender: Sender, month: number): Sender {
  let months = 0;
  return {
    sendEvents: (key, events) => sender.sendEvents(key, events),
    async sendChanges(changes) {
      months += 1;
      const isLast = months === month;
      const sent = await sender.sendChanges(changes);
      if (isLast) throw new Error('killed');
      return sent;
    },
  };
}

test('a fill that was cut off goes on without doubles, and what is shown is what was simulated', async () => {
  const opened = await createTestWarehouse(now);
  const { warehouse, clock, pipelines } = opened;
  const { address, suppressions } = await serveCollector(opened);
  const size = { travelers: 90, months: 5, visitMonths: 2, visitors: 90 };
  const world = await createDemoWorld({ seed: 11, to: endsAt, size });
  const parts = createDemoParts({ warehouse, clock });
  const sender = createSender({ address, sourceToken: 'token', signal: new AbortController().signal });
  const builds: { isPartial: boolean; completeModels: number }[] = [];
  const deps = (own: Sender): FillDeps => ({
    warehouse,
    clock,
    suppressions,
    parts,
    sender: own,
    build: async (isPartial) => {
      const { failed } = await pipelines.run({ slicesAtOnce: 10_000, isPartial });
      expect(failed).toEqual([]);
      builds.push({ isPartial, completeModels: await countComplete(warehouse) });
    },
    show: () => undefined,
    onFirstNumbers: () => undefined,
  });
  expect(await parts.isUntouched()).toBe(true);
  expect(await parts.find()).toBeUndefined();
  const begun = { seed: 11, size: 'test', endsAt, parts: new Set<string>() };
  await parts.record(begun, 'begun');

  await expect(fillWorld(world, begun, deps(breakAt(sender, 3)))).rejects.toThrow('killed');
  expect(await parts.isUntouched()).toBe(false);
  const found = await parts.find();
  expect(found).toMatchObject({ seed: 11, size: 'test', endsAt });
  expect([...(found?.parts ?? [])].toSorted()).toEqual(
    expect.arrayContaining(['2026-04', '2026-05', 'begun', 'tenants']),
  );
  expect(found?.parts.has('2026-03')).toBe(false);
  const tally = await fillWorld(world, found ?? begun, deps(sender));
  expect(tally.refused).toBe(31);

  const accounts = await createAccounting(warehouse).read({
    from: '2026-05-01T00:00:00.000Z',
    to: '2026-06-01T00:00:00.000Z',
  });
  for (const account of accounts) {
    expect(account).toMatchObject({ missing: 0, erased: 0, expired: 0 });
    expect(account.received).toBe(account.stored + account.duplicate + account.rejected);
  }
  const sum = (kind: string, of: 'stored' | 'duplicate' | 'rejected'): number =>
    accounts.filter((each) => each.kind === kind).reduce((all, each) => all + each[of], 0);
  const sent = world.months.map((start) => world.month(start));
  const late = world.stragglers().events.flatMap((group) => group.events);
  const events = [...sent.flatMap((month) => month.events.flatMap((group) => [...group.events])), ...late];
  const distinct = new Set(events.map((event) => event['messageId'])).size;
  const changes = sent.reduce((all, month) => all + [...month.changes].length, 0);
  expect(sum('event', 'stored')).toBe(distinct);
  expect(sum('event', 'duplicate')).toBe(events.length - distinct);
  expect(sum('change', 'duplicate')).toBeGreaterThan(0);
  expect(sum('change', 'stored')).toBe(changes);
  expect([sum('event', 'rejected'), sum('change', 'rejected')]).toEqual([24, 7]);

  const months = await warehouse.query(
    `select vendor_id as vendorId, period, bookings, arrivals, arrivals_completed as arrivalsCompleted,
      arrivals_cancelled as arrivalsCancelled, arrivals_no_show as arrivalsNoShow, cancellations
    from vendor_months where bookings + arrivals + cancellations > 0 order by vendor_id, period`,
    { name: 'test' },
  );
  expect(months).toEqual(tellVendorMonths(world, endsAt));

  const values = await warehouse.query<{ affiliateId: string; digits: number; value: string }>(
    `select affiliate_id as affiliateId, toString(sum(value)) as value from value_entries group by affiliate_id`,
    { name: 'test' },
  );
  const told = tellNetValues(world);
  expect(new Map(values.map((row) => [row.affiliateId, Number(row.value)]))).toEqual(
    new Map(
      [...told].map(([affiliateId, units]) => {
        const isYen = world.affiliates.find((each) => each.affiliateId === affiliateId)?.currency === 'JPY';
        return [affiliateId, isYen ? Number(units) : Number(units) / 100];
      }),
    ),
  );
  const clicks = events.filter(
    (event) => event['event'] === 'Offer Clicked' && !/bot|Headless/.test(JSON.stringify(event['context'])),
  );
  const [counted] = await warehouse.query<{ clicks: number }>(
    `select toUInt32(sum(clicks)) as clicks from affiliate_quarters`,
    { name: 'test' },
  );
  expect(counted?.clicks).toBe(new Set(clicks.map((event) => event['messageId'])).size);
  expect(builds.map((each) => each.isPartial)).toEqual([true, true, false]);
  // Nothing is said to be complete before it is.
  expect(builds.map((each) => each.completeModels > 0)).toEqual([false, false, true]);
});
