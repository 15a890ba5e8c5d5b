import { afterAll, beforeAll, expect, test } from 'vitest';
import { computeWorld } from '../../support/second-computation/computed.ts';
import { openWorld, type OpenWorld } from '../../support/second-computation/open-world.ts';
import { makeSeededWorld } from '../../support/second-computation/seeded-world.ts';
import { sendWorld } from '../../support/second-computation/send-world.ts';
import { startApi } from '../dashboards/api/start-api.ts';
import { createAsk, type Ask } from './ask.ts';
import { checkMoney } from './check-money.ts';
import { checkVisits } from './check-visits.ts';

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

test('visits are counted as a walk over the messages as sent counts them', async () => {
  expect(await checkVisits(await startAsking(), world, computed)).toBeGreaterThan(100);
});

test('money and commission are what the versions as sent come to', async () => {
  expect(await checkMoney(await startAsking(), world, computed)).toBeGreaterThan(100);
});
