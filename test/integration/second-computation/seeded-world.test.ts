import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createVendorReports } from '../../../reports/vendor/reader.ts';
import { emptyLibrary } from '../../support/library.ts';
import { computeWorld } from '../../support/second-computation/computed.ts';
import { openWorld, type OpenWorld } from '../../support/second-computation/open-world.ts';
import { makeSeededWorld } from '../../support/second-computation/seeded-world.ts';
import { sendWorld } from '../../support/second-computation/send-world.ts';
import { startApi } from '../dashboards/api/start-api.ts';
import { createAsk, type Ask } from './ask.ts';
import { checkJourneys, checkRealtime } from './check-journeys.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkPaths } from './check-paths.ts';
import { reconcileAffiliates, reconcileVendors } from './check-reconciliation.ts';
import { checkVendors, type ReadMonth } from './check-vendors.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const world = makeSeededWorld(Number(process.env['MILEPOST_WORLD_SEED'] ?? '1'));
const computed = computeWorld(world);
let open: OpenWorld;

beforeAll(async () => {
  open = await openWorld(world.now);
  await sendWorld(open, world);
});
afterAll(() => open.close());

async function startAsking(): Promise<Ask> {
  return createAsk(await startApi(open.warehouse, world.now));
}

test('numbers under filters are what a walk over the messages and versions as sent comes to', async () => {
  expect(await checkNumbers(await startAsking(), world, computed)).toBeGreaterThan(0);
});

test('funnel, retention and attribution are what a walk over each person comes to', async () => {
  expect(await checkJourneys(await startAsking(), world, computed)).toBeGreaterThan(0);
});

test('paths are what a walk over each session comes to', async () => {
  expect(await checkPaths(await startAsking(), world, computed)).toBeGreaterThan(0);
});

test('who is there now is whom the last messages as sent are of', async () => {
  expect(await checkRealtime(await startAsking(), world, computed)).toBeGreaterThan(2);
});

test('every vendor’s months are what the versions as sent come to', async () => {
  const clock = { now: () => Date.parse(world.now) };
  const reports = createVendorReports({ warehouse: open.warehouse, clock, library: emptyLibrary() });
  const read: ReadMonth = (vendorId, period) => reports.readMonth(vendorId, period, { audience: 'support' });
  const { bookings } = await checkVendors(read, world, ['2026-04', '2026-05']);
  expect(bookings).toBeGreaterThan(100);
});

test('one month is the same on the dashboard, in statements, in vendors’ reports and in what was sent', async () => {
  const ask = await startAsking();
  expect(await reconcileAffiliates(ask, computed)).toBeGreaterThan(100);
  expect(await reconcileVendors(ask, open.warehouse, world)).toBeGreaterThan(100);
});
