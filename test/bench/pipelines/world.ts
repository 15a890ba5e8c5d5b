import { setTimeout as wait } from 'node:timers/promises';
import type { Warehouse } from '../../../warehouse/client.ts';
import { runFile } from './sql.ts';

/** The year that every world has: 8,760 hours. */
export const yearFrom = Date.UTC(2025, 0, 1);
export const yearTo = Date.UTC(2026, 0, 1);

const hourMs = 3_600_000;
const settleMs = 10 * 60_000;
/** Measured of what events.sql makes. */
const eventsPerSession = 4.55;
const eventsPerBatch = 5_000;
const eventsPerStatement = 2_000_000;

/** Makes the same world for the same size and seed, in the raw tables, as the loader would have left it. */
export async function makeWorld(
  warehouse: Warehouse,
  world: { events: number; seed: number },
  onStep: (done: number, of: number) => void,
): Promise<void> {
  await runFile(warehouse, 'world/tenants.sql');
  const yearSessions = Math.round(world.events / eventsPerSession);
  const spans = spansOf(world.events);
  for (const [index, [from, to]] of spans.entries()) {
    const firstOf = (at: number): number =>
      Math.floor((yearSessions * (at - yearFrom)) / (yearTo - yearFrom));
    await runFile(warehouse, 'world/events.sql', {
      seed: world.seed,
      first: firstOf(from),
      count: firstOf(to) - firstOf(from),
      yearSessions,
      from: new Date(from),
      spanSeconds: (to - from) / 1_000,
      wave: 0.5,
      stepMs: 4_000,
      until: new Date(yearTo),
      batchesPerHour: Math.max(1, Math.round(world.events / 8_760 / eventsPerBatch)),
    });
    onStep(index + 1, spans.length + 1);
  }
  await account(warehouse, { seed: world.seed, from: yearFrom, until: yearTo });
  onStep(spans.length + 1, spans.length + 1);
  await untilMerged(warehouse);
}

/** The year in its months, or in fewer whole days where a month is more than one statement should hold. */
function spansOf(events: number): [from: number, to: number][] {
  const parts = Math.ceil(events / 12 / eventsPerStatement);
  const starts = Array.from({ length: 12 }, (_, month) =>
    Array.from({ length: parts }, (__, part) => Date.UTC(2025, month, 1 + Math.floor((28 * part) / parts))),
  ).flat();
  return starts.map((from, index) => [from, starts[index + 1] ?? yearTo]);
}

/** Adds events, about so many, to one hour after those that are there, with their bookings. */
export async function addHour(
  warehouse: Warehouse,
  hour: { events: number; from: number; seed: number; yearEvents: number },
): Promise<void> {
  const { from, seed } = hour;
  const until = from + hourMs;
  await runFile(warehouse, 'world/events.sql', {
    seed,
    first: Math.floor(from / 1_000) * 1_000_000,
    count: Math.round(hour.events / eventsPerSession),
    yearSessions: Math.round((hour.yearEvents + hour.events) / eventsPerSession),
    from: new Date(from),
    spanSeconds: 3_000,
    wave: 0,
    stepMs: 500,
    until: new Date(until),
    batchesPerHour: Math.round(hour.events / eventsPerBatch),
  });
  await account(warehouse, { seed, from, until });
}

async function account(
  warehouse: Warehouse,
  span: { seed: number; from: number; until: number },
): Promise<void> {
  const params = { seed: span.seed, from: new Date(span.from), until: new Date(span.until) };
  await runFile(warehouse, 'world/event_receipts.sql', params);
  await runFile(warehouse, 'world/stays.sql', params);
  await runFile(warehouse, 'world/change_receipts.sql', { ...params, bookedFrom: params.from });
}

/** Makes a year of travelers with flights, hotels and cars, as the loader would have left it. */
export async function makeTrips(
  warehouse: Warehouse,
  world: { travelers: number; affiliates: number; seed: number },
): Promise<void> {
  const span = { from: new Date(yearFrom), until: new Date(yearTo) };
  await runFile(warehouse, 'world/tenants.sql');
  await runFile(warehouse, 'world/trips.sql', { ...world, ...span });
  const everything = { seed: world.seed, from: new Date(0), bookedFrom: new Date(0) };
  await runFile(warehouse, 'world/change_receipts.sql', everything);
  await untilMerged(warehouse);
}

/** A year's parts would have been merged as they came. */
async function untilMerged(warehouse: Warehouse): Promise<void> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const [row] = await warehouse.query<{ merges: number }>(
      'select count() as merges from system.merges where database = currentDatabase()',
      { name: 'merges' },
    );
    if ((row?.merges ?? 0) === 0 || Date.now() > deadline) return;
    await wait(500);
  }
}
