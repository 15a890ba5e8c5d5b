import { expect, test } from 'vitest';
import { createBackfills } from '../../../pipelines/backfills.ts';
import { storeEvents } from '../../support/raw-rows.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

const now = '2026-04-10T00:00:00Z';
const runsSql =
  "select slices from runs where model = 'aliases' and state = 'published' order by recorded_at";
const order = {
  model: 'aliases',
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-03-02T00:00:00.000Z',
  downstream: false,
  newestFirst: true,
};

test('a backfill builds its range again, due or not, goes on where it stopped, and can be cancelled', async () => {
  const { warehouse, pipelines, clock } = await createTestWarehouse(now);
  const model = pipelines.catalog.get('aliases');
  // One slice a run, so that there is something to stop between.
  Object.assign(model, { maxSlices: 1 });
  const at = ['2026-03-01T10', '2026-03-01T11', '2026-03-01T12', '2026-03-02T10'];
  await storeEvents(
    warehouse,
    at.map((hour) => ({ messageId: hour, timestamp: `${hour}:05:00.000Z`, anonymousId: 'd' })),
  );
  await pipelines.run();
  const runs = () => warehouse.query<{ slices: string[] }>(runsSql, { name: 'test' });
  const first = (await runs()).length;

  expect(await pipelines.planBackfill(order)).toMatchObject([
    { model: 'aliases', slices: 3, first: '2026-03-01T10', last: '2026-03-01T12', rows: 0 },
  ]);
  expect(await pipelines.planBackfill({ ...order, model: 'clean_events', downstream: true })).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ model: 'clean_events', slices: 3 }),
      expect.objectContaining({ model: 'affiliate_quarters', slices: 3 }),
    ]),
  );

  clock.time += 1_000;
  const stop = new AbortController();
  const stopped = pipelines.backfill(order, {
    signal: stop.signal,
    onProgress: ({ done }) => {
      clock.time += 1_000;
      if (done === 1) stop.abort();
    },
  });
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  clock.time += 1_000;
  const told: [number, number][] = [];
  const resumed = await pipelines.backfill(order, {
    onProgress: ({ done, total }) => {
      clock.time += 1_000;
      told.push([done, total]);
    },
  });
  expect(resumed).toMatchObject({ state: 'done', done: 3, total: 3 });
  expect(told).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  // The newest first, each of them once, and the next day not at all.
  const built = (await runs()).slice(first).flatMap((run) => run.slices);
  expect(built).toEqual(at.slice(0, 3).toReversed());
  expect((await pipelines.plan()).filter((each) => each.due.length > 0)).toEqual([]);

  // One that is done is done: the same order again is a new backfill.
  clock.time += 1_000;
  const book = createBackfills({ warehouse, clock, catalog: pipelines.catalog });
  const ordered = await book.open(order, 'api');
  expect(ordered.id).not.toBe(resumed.id);
  expect(await pipelines.workOffOrders({ budgetMs: 0 })).toMatchObject({
    id: ordered.id,
    state: 'started',
    done: 0,
  });
  const cancelling = await pipelines.workOffOrders({
    onProgress: ({ done }) => void (done === 1 && book.cancel(ordered.id)),
  });
  expect(['cancelled', 'done']).toContain(cancelling?.state);
  expect((await book.find(ordered.id))?.state).toBe(cancelling?.state);
  expect(await pipelines.workOffOrders({})).toBeUndefined();

  await expect(pipelines.backfill({ ...order, to: order.from })).rejects.toMatchObject({
    code: 'backfill_invalid',
  });
  await expect(pipelines.backfill({ ...order, model: 'none' })).rejects.toMatchObject({
    code: 'model_unknown',
  });
});
