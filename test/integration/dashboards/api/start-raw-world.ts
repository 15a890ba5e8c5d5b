import { expect } from 'vitest';
import { storeChanges } from '../../../support/raw-changes.ts';
import { storeEvents } from '../../../support/raw-rows.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { affiliateModels } from './affiliate-models.ts';
import type { RawWorld } from './raw-world.ts';
import { startApi, type TestApi } from './start-api.ts';

/** Stores a world as it arrives, runs the pipelines and starts the API over it. The affiliate is in Berlin, in EUR and earns a tenth. */
export async function startRawWorld(world: RawWorld, now: string): Promise<TestApi> {
  const { warehouse, pipelines } = await createTestWarehouse(now, { models: affiliateModels });
  const affiliate = {
    affiliate_id: world.affiliateId,
    valid_from: '2020-01-01',
    name: 'A',
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    is_removed: false,
    recorded_at: '2020-01-01T00:00:00Z',
  };
  await warehouse.insert('affiliates', [affiliate], { name: 'test' });
  const rate = { affiliate_id: world.affiliateId, valid_from: '2020-01-01T00:00:00Z', rate: '0.1' };
  await warehouse.insert('commission_rates', [rate], { name: 'test' });
  await storeEvents(warehouse, world.events);
  await storeChanges(warehouse, world.changes);
  expect((await pipelines.run()).failed).toEqual([]);
  return startApi(warehouse, now);
}
