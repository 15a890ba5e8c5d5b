import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import { readCatalog } from '../../../pipelines/catalog.ts';
import { createPipelines, type Pipelines } from '../../../pipelines/pipelines.ts';
import { storeChanges } from '../../support/raw-changes.ts';
import { storeEvents } from '../../support/raw-rows.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

const now = '2026-04-10T00:00:00Z';
const event = (messageId: string, timestamp: string) => ({ messageId, timestamp, anonymousId: 'd' });
const change = {
  reservationId: 'r',
  version: 1,
  changedAt: '2026-03-05T10:00:00.000Z',
  bookedAt: '2026-03-05T10:00:00.000Z',
  status: 'booked',
  amount: '10.00',
  affiliateId: 'a',
};

async function groupsOf(pipelines: Pipelines, name: string) {
  const planned = (await pipelines.plan()).find((each) => each.model === name);
  return { groups: planned?.groups, follows: planned?.follows };
}

test('a plan names each reason, what follows down the graph, and the cost from past runs', async () => {
  const { warehouse, pipelines, clock } = await createTestWarehouse(now);
  await storeEvents(warehouse, [
    event('m1', '2026-03-01T10:05:00.000Z'),
    event('m2', '2026-03-01T11:05:00.000Z'),
  ]);
  await storeChanges(warehouse, [change]);

  const first = await groupsOf(pipelines, 'clean_events');
  expect(first.groups).toEqual([
    { why: 'new input', slices: 2, first: '2026-03-01T10', last: '2026-03-01T11', rows: null, seconds: null },
  ]);
  expect((await groupsOf(pipelines, 'affiliate_quarters')).follows).toMatchObject({
    why: 'may follow',
    slices: 2,
    first: '2026-03-01T10',
  });
  expect((await pipelines.run()).failed).toEqual([]);
  expect((await pipelines.plan()).flatMap((each) => [...each.groups, each.follows ?? []].flat())).toEqual([]);

  await storeEvents(warehouse, [event('m3', '2026-03-01T10:06:00.000Z')]);
  await warehouse.insert('affiliates', [{ affiliate_id: 'a', name: 'A', currency: 'EUR', timezone: 'UTC' }], {
    name: 'test',
  });
  expect((await groupsOf(pipelines, 'clean_events')).groups).toMatchObject([
    { why: 'changed: loader batches of events', slices: 1, first: '2026-03-01T10', rows: 1 },
  ]);
  // What follows is known from what the slice held, not guessed from its time.
  expect((await groupsOf(pipelines, 'session_fragments')).follows).toMatchObject({ slices: 1 });
  expect((await groupsOf(pipelines, 'value_entries')).groups).toMatchObject([
    { why: 'changed: table affiliates (a)', slices: 1, first: '2026-03-05' },
  ]);
  await pipelines.run();

  const own = readCatalog();
  const sliced = own.sliced.map((model) =>
    model.name === 'aliases' ? { ...model, fingerprint: 'changed' } : model,
  );
  const changed = createPipelines({
    warehouse,
    clock,
    log: createSilentLog(),
    newRunId: randomUUID,
    catalog: { ...own, sliced },
  });
  expect((await groupsOf(changed, 'aliases')).groups).toMatchObject([{ why: 'changed code', slices: 2 }]);

  // Slices of an older Milepost have no causes.
  await warehouse.command(
    'alter table published update input_hashes = map() where 1 settings mutations_sync = 2',
    {
      name: 'test',
    },
  );
  expect((await groupsOf(changed, 'aliases')).groups).toMatchObject([
    { why: 'changed: built before causes were kept' },
  ]);
});
