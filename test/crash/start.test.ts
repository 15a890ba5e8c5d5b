import { expect, test, vi } from 'vitest';
import { createRandom } from '../../demo/world/random.ts';
import { freePort } from '../support/kafka/running.ts';
import { readAccounts } from '../support/process/accounts.ts';
import { createDataDir, withWarehouse } from '../support/process/data-dir.ts';
import { runMilepost, startMilepost } from '../support/process/milepost.ts';
import { startPosting } from '../support/process/poster.ts';
import { untilReady } from '../support/process/ready.ts';
import { countOpenBatches } from '../support/process/tables.ts';

const events = Array.from({ length: 240 }, (_, index) => ({
  messageId: `m-${index}`,
  anonymousId: `a-${index % 12}`,
  event: 'Product Clicked',
  timestamp: new Date().toISOString(),
}));

test('start killed while events arrive: each that was answered with 200 is stored, and counts once', async () => {
  const port = await freePort();
  const env = { MILEPOST_DATA: await createDataDir(), PORT: String(port), LOG_LEVEL: 'warn' };
  const address = `http://127.0.0.1:${port}`;
  await runMilepost(['affiliates', 'add', 'acme'], env);
  const writeKey = (await runMilepost(['keys', 'create', 'acme'], env)).trim();
  let running = startMilepost(['start'], env);
  await untilReady(running, address);

  const posting = startPosting(events, { address, writeKey, senders: 8, patienceMs: 60_000 });
  const random = createRandom(3);
  const moments = [random.between(10, 60), random.between(80, 130), random.between(150, 200)];
  for (const moment of moments) {
    await vi.waitFor(() => expect(posting.answered).toBeGreaterThanOrEqual(moment), {
      timeout: 60_000,
      interval: 5,
    });
    expect(await running.killTree()).toEqual({ code: null, signal: 'SIGKILL' });
    running = startMilepost(['start'], env);
    await untilReady(running, address);
  }
  await posting.finished;
  expect(posting.failedTries).toBeGreaterThan(0);
  expect(await running.stop()).toEqual({ code: 0, signal: null });

  await runMilepost(['pipelines', 'run'], env);
  expect(await readAccounts(env)).toMatchObject({
    stored: events.length,
    rejected: 0,
    missing: 0,
    unexplained: 0,
  });
  await withWarehouse(env.MILEPOST_DATA, async (warehouse) => {
    const sql = 'select message_id, count() as copies from clean_events group by message_id';
    const rows = await warehouse.query<{ message_id: string; copies: number }>(sql, { name: 'test' });
    expect(new Map(rows.map((row) => [row.message_id, row.copies]))).toEqual(
      new Map(events.map(({ messageId }) => [messageId, 1])),
    );
    expect(await countOpenBatches(warehouse)).toBe(0);
  });
});
