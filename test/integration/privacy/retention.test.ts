import { expect, onTestFinished, test } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import { readCatalog } from '../../../pipelines/catalog.ts';
import { createPipelines } from '../../../pipelines/pipelines.ts';
import { createRetention } from '../../../privacy/retention/retention.ts';
import { createRetentions } from '../../../warehouse/repositories/retentions.ts';
import { createVendors } from '../../../warehouse/repositories/vendors.ts';
import { readPublished } from '../../support/published.ts';
import { findTraces } from '../../support/traces.ts';
import { acmeEvents, traveler } from './story.ts';
import { read, readMoney, sendAll } from './telling.ts';
import { openPrivacyWorld, unexplained } from './world.ts';

test('rows past their retention go, numbers stay, and accounts balance; what was made from them is frozen', async () => {
  const { close, ...world } = await openPrivacyWorld();
  onTestFinished(close);
  const { warehouse, pipelines, clock } = world;
  await sendAll(world);
  clock.time = Date.parse('2027-08-01T12:00:00.000Z');
  await pipelines.run();
  const published = await readPublished(warehouse);
  const before = await world.accounts();
  const settings = createRetentions(world);
  const tooShort = { table: 'events', affiliateId: '', days: 3 };
  await expect(settings.set(tooShort)).rejects.toMatchObject({ code: 'retention_invalid' });
  await settings.set({ table: 'events', affiliateId: 'acme', days: 60 });
  await settings.set({ table: 'reservation_changes', affiliateId: '', days: 400 });
  await settings.set({ table: 'dead_letters', affiliateId: '', days: 30 });

  // A day that a model has yet to take in waits.
  const retention = createRetention({ ...world, log: createSilentLog(), patienceMs: 0 });
  const late = acmeEvents[7];
  await world.sendEvents('acme', [{ ...late, messageId: 'late', timestamp: '2026-03-02T05:00:00.000Z' }]);
  const plan = (await retention.plan()).map(({ sizeBytes, ...each }) => {
    expect(sizeBytes).toBeGreaterThan(0);
    return each;
  });
  const days = { days: 1, first: '2026-03-04', last: '2026-03-04' };
  const letters = { days: 1, first: '2027-02-01', last: '2027-02-01' };
  expect(plan).toEqual([
    { table: 'events', affiliateId: 'acme', ...days, first: '2026-03-01', last: '2026-03-01', rows: 12 },
    { table: 'reservation_changes', affiliateId: 'acme', ...days, rows: expect.any(Number) },
    { table: 'dead_letters', affiliateId: 'acme', ...letters, rows: 3 },
  ]);
  await pipelines.run();
  const whole = await readPublished(warehouse);
  expect(await retention.apply()).toMatchObject([
    { table: 'events', affiliateId: 'acme', first: '2026-03-01', last: '2026-03-02' },
    { table: 'reservation_changes', affiliateId: 'acme' },
    { table: 'dead_letters' },
  ]);
  expect(await retention.plan()).toEqual([]);
  expect(await read(warehouse, 'select distinct affiliate_id from events')).toEqual([
    { affiliate_id: 'other' },
  ]);
  const after = await world.accounts();
  expect(new Set(unexplained(after))).toEqual(new Set([0]));
  for (const { kind, affiliateId, received, erased, rejected, missing, expired } of after) {
    expect(missing).toBe(0);
    const had = before.find((each) => each.kind === kind && each.affiliateId === affiliateId);
    const isLater = kind === 'event' && affiliateId === 'acme' ? 1 : 0;
    expect({ received, erased, rejected }).toEqual({
      received: (had?.received ?? 0) + isLater,
      erased: had?.erased,
      rejected: had?.rejected,
    });
    expect(expired).toBe(affiliateId === 'acme' ? (had?.stored ?? 0) + (had?.duplicate ?? 0) + isLater : 0);
  }

  // Late rows, a changed vendor, changed code and a backfill leave what is frozen as it is, and the plan says so.
  await world.sendEvents('acme', [{ ...late, messageId: 'later', timestamp: '2026-03-01T05:00:00.000Z' }]);
  expect((await pipelines.run()).failed).toEqual([]);
  expect(await readPublished(warehouse)).toEqual(whole);
  expect(whole['vendor_months']).toEqual(published['vendor_months']);
  await createVendors(world).set('city', { owner: 'another' });
  const plans = new Map((await pipelines.plan()).map((each) => [each.model, each]));
  expect(plans.get('reservation_versions')).toMatchObject({
    due: [],
    frozen: [{ why: 'frozen: changed: table vendors (city)', slices: 1 }],
  });
  expect(plans.get('clean_events')).toMatchObject({
    due: [],
    frozen: [{ why: 'frozen: new input', slices: 1, first: '2026-03-01T05', last: '2026-03-01T05' }],
  });
  const catalog = readCatalog();
  const sliced = catalog.sliced.map((model) => ({ ...model, fingerprint: `${model.fingerprint} changed` }));
  const parts = { warehouse, clock, log: createSilentLog(), newRunId: () => crypto.randomUUID() };
  const changed = createPipelines({ ...parts, catalog: { ...catalog, sliced } });
  const planned = new Map((await changed.plan()).map((each) => [each.model, each]));
  expect(planned.get('clean_events')?.due.map(({ slice }) => slice)).toEqual(['2026-03-03T09']);
  expect(planned.get('clean_events')?.frozen.map(({ why }) => why)).toContain('frozen: changed code');
  expect(planned.get('reservation_versions')?.due).toEqual([]);
  const order = { downstream: false, newestFirst: false, from: '2026-01-01', to: '2027-01-01' };
  expect(await pipelines.planBackfill({ model: 'clean_events', ...order })).toMatchObject([{ slices: 1 }]);
  const { models } = await pipelines.status();
  expect(models.find(({ model }) => model === 'reservation_versions')?.frozen).toBe(1);

  // Whoever is erased now goes from what is frozen too; the money stays.
  const money = await readMoney(warehouse);
  expect(money.linked).toHaveLength(1);
  clock.time += 60_000;
  await world.erasures.erase({ kind: 'traveler', travelerId: traveler });
  expect(await findTraces(warehouse, ['xq7x'])).toEqual([]);
  expect(await readMoney(warehouse)).toEqual(money);
  expect(await retention.apply()).toMatchObject([{ table: 'events', rows: 1 }]);
  expect(new Set(unexplained(await world.accounts()))).toEqual(new Set([0]));

  // A model whose columns change gets another table: what cannot be built again moves there.
  const cleanSql = "select * from clean_events where slice < '2026-03-03' order by all";
  const clean = await read(warehouse, cleanSql);
  expect(clean.length).toBeGreaterThan(3);
  const other = <M extends { name: string }>(model: M) =>
    model.name === 'clean_events' ? { ...model, table: 'clean_events_runs_00000000' } : model;
  const moved = { ...catalog, sliced: catalog.sliced.map(other), models: catalog.models.map(other) };
  await createPipelines({ ...parts, catalog: moved }).ensureModels();
  expect(await read(warehouse, cleanSql)).toEqual(clean);
  expect(await read(warehouse, "show tables like 'clean_events_runs_%'")).toEqual([
    { name: 'clean_events_runs_00000000' },
  ]);
});
