import { expect, onTestFinished, test, vi } from 'vitest';
import { readPublished } from '../../support/published.ts';
import { openWorld, type OpenWorld } from '../../support/second-computation/open-world.ts';
import { createRandom } from '../../support/second-computation/random.ts';
import { scramble, type Delivery } from '../../support/second-computation/scramble.ts';
import { makeSeededWorld } from '../../support/second-computation/seeded-world.ts';
import { storeReference } from '../../support/second-computation/send-world.ts';

vi.setConfig({ testTimeout: 300_000 });
const seed = Number(process.env['MILEPOST_WORLD_SEED'] ?? '1');
const world = makeSeededWorld(seed, { bursts: 25, reservations: 70 });
/** What has no id is another event each time it is sent. */
const requests = world.requests
  .map((request) => ({
    ...request,
    messages: request.messages.filter((each) => each.messageId !== undefined),
  }))
  .filter(({ messages }) => messages.length > 0);
const changes = world.reservations.flat();

async function open(): Promise<OpenWorld> {
  const opened = await openWorld(world.now);
  onTestFinished(() => opened.close());
  await storeReference(opened, world);
  return opened;
}

async function deliver(to: OpenWorld, delivery: Delivery): Promise<void> {
  await to.sendRequests(delivery.requests);
  if (delivery.changes.length > 0) await to.sendChanges(delivery.changes);
}

/** Every published table without what a delivery is known by. */
async function contentsOf({ warehouse }: OpenWorld): Promise<Record<string, string[]>> {
  const views = await readPublished(warehouse);
  return Object.fromEntries(
    Object.entries(views).map(([view, rows]) => [
      view,
      rows.map((row) => row.replaceAll(/"receipt_id":"[^"]*",?/g, '')).toSorted(),
    ]),
  );
}

test('any order, batches, repetition, lateness, passes in between and a replay give the same tables', async () => {
  const [ordered, scrambled] = await Promise.all([open(), open()]);
  const byTime = requests.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs);
  await deliver(ordered, { requests: byTime, changes });
  await ordered.run();
  const expected = await contentsOf(ordered);
  expect(Object.values(expected).filter((rows) => rows.length > 0).length).toBeGreaterThan(15);

  const random = createRandom(seed);
  for (const delivery of scramble(random, requests, changes, 2)) {
    await deliver(scrambled, delivery);
    await scrambled.run();
  }
  expect(differencesIn(expected, await contentsOf(scrambled)), `seed ${seed}`).toEqual({});

  for (const delivery of scramble(random, requests, changes, 1)) await deliver(scrambled, delivery);
  await scrambled.run();
  expect(differencesIn(expected, await contentsOf(scrambled)), `seed ${seed}, replayed`).toEqual({});
});

/** By table a few of the rows that only one side has. */
function differencesIn(
  expected: Record<string, string[]>,
  actual: Record<string, string[]>,
): Record<string, { missing: string[]; added: string[] }> {
  const tables = Object.keys({ ...expected, ...actual }).map((table) => {
    const [own, other] = [new Set(expected[table]), new Set(actual[table])];
    const missing = [...own.difference(other)].slice(0, 3);
    return [table, { missing, added: [...other.difference(own)].slice(0, 3) }] as const;
  });
  return Object.fromEntries(tables.filter(([, { missing, added }]) => missing.length + added.length > 0));
}
