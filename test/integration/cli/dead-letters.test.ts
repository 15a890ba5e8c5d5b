import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import { createWarehouse } from '../../../warehouse/client.ts';
import { createEnvironment, runMilepost } from './run-milepost.ts';

const letter = (payload: string, reason: string) => ({
  received_at: '2026-03-01T10:00:00.000Z',
  receipt_id: randomUUID(),
  affiliate_id: 'acme',
  batch_id: randomUUID(),
  kind: 'event',
  reason,
  message: `${reason}: why`,
  payload,
  replayed_at: null,
});
const old = letter(
  '{"type":"page","anonymousId":"d","messageId":"m1","timestamp":"2020-01-01T00:00:00Z"}',
  'timestamp_out_of_range',
);
const nobody = letter('{"type":"page","messageId":"m2"}', 'missing_identity');
const cut = letter('{"type":"pa', 'event_too_large');

test('dead letters are listed, shown and sent in again; what is refused again says why', async () => {
  const env = await createEnvironment();
  await runMilepost(['migrate'], env);
  const warehouse = createWarehouse({ url: env.CLICKHOUSE_URL, application: 'test', log: createSilentLog() });
  onTestFinished(() => warehouse.close());
  await warehouse.insert('dead_letters', [old, nobody, cut], { name: 'test' });

  const listed = await runMilepost(['dead-letters', 'list', '--affiliate', 'acme', '--json'], env);
  expect(JSON.parse(listed.stdout)).toHaveLength(3);
  const shown = await runMilepost(['dead-letters', 'show', old.receipt_id], env);
  expect(shown.stdout).toContain(old.payload);
  const unknown = await runMilepost(['dead-letters', 'show', randomUUID()], env);
  expect(unknown).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('`milepost dead-letters list` shows them'),
  });

  const dryRun = await runMilepost(['dead-letters', 'replay', '--dry-run', '--json'], env);
  expect(JSON.parse(dryRun.stdout)).toHaveLength(3);
  const replayed = await runMilepost(['dead-letters', 'replay', '--json'], env);
  const outcome: { refused: { receiptId: string; code: string }[] } = JSON.parse(replayed.stdout);
  expect(outcome).toMatchObject({ replayed: 3, accepted: 1 });
  expect(new Map(outcome.refused.map((each) => [each.receiptId, each.code]))).toEqual(
    new Map([
      [nobody.receipt_id, 'missing_identity'],
      [cut.receipt_id, 'not_an_object'],
    ]),
  );
  const stored = await warehouse.query('select message_id, timestamp from events', { name: 'test' });
  expect(stored).toEqual([{ message_id: 'm1', timestamp: '2020-01-01T00:00:00.000Z' }]);

  // The two that were refused again are new letters; those that were replayed are only seen with --all.
  const left = await runMilepost(['dead-letters', 'list', '--json'], env);
  expect(JSON.parse(left.stdout)).toHaveLength(2);
  const all = await runMilepost(['dead-letters', 'list', '--all', '--json'], env);
  expect(JSON.parse(all.stdout)).toHaveLength(5);
});
