import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openWorld, type OpenWorld } from '../../support/second-computation/open-world.ts';
import { sendTravels } from '../../support/second-computation/send-world.ts';
import { makeTravelWorld } from '../../support/second-computation/travel-world.ts';
import { startApi } from '../dashboards/api/start-api.ts';
import { checkVendors } from './check-vendors.ts';
import { checkYears } from './check-years.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const world = makeTravelWorld(Number(process.env['MILEPOST_WORLD_SEED'] ?? '1'));
const models = ['vendor_months', 'vendor_flight_months', 'vendor_car_months', 'traveler_years'];
let open: OpenWorld;

beforeAll(async () => {
  open = await openWorld(world.now, models);
  await sendTravels(open, world);
});
afterAll(() => open.close());

test('months of hotels, flights and cars are what the versions as sent come to', async () => {
  const { get } = await startApi(open.warehouse, world.now);
  const read = async (vendorId: string, period: string) => {
    const answer = await get(`/api/vendors/${vendorId}/months/${period}`, { sub: 's', role: 'support' });
    return answer.statusCode === 404 ? undefined : answer.json();
  };
  // The thirteen months behind each are held, too; one of the two is not over.
  const periods = ['2026-01', '2026-02'];
  const { bookings, shown } = await checkVendors(read, world, periods);
  expect(bookings).toBeGreaterThan(150);
  expect(shown).toBeGreaterThan(20);
});

test('years of travelers are what the versions as sent come to', async () => {
  const { get } = await startApi(open.warehouse, world.now);
  const read = async (travelerId: string, year: number) => {
    const answer = await get(`/api/travelers/${travelerId}/years/${year}`, { sub: 'ops', role: 'admin' });
    return answer.statusCode === 404 ? undefined : answer.json();
  };
  // 2024 stands beside the next year.
  expect(await checkYears(read, world, [2025, 2026])).toBeGreaterThan(300);
});
