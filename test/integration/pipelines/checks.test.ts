import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { codeOf, messageOf } from '../../../infra/errors.ts';
import { failedChecks, readChecks } from '../../../pipelines/checks.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

/** Rows of a run, as the fault would have made them; columns that are left out have their type's default. */
const faults: Readonly<Record<string, readonly object[]>> = {
  reservation_versions_conflicts: [
    { reservation_id: 'r', version: 1, has_conflict: true, is_vendor_known: true },
  ],
  reservation_versions_foreign_sources: [
    { reservation_id: 'r', version: 1, has_foreign_source: true, is_vendor_known: true },
  ],
  reservation_versions_known_vendors: [{ reservation_id: 'r', vendor_id: 'nobody', is_vendor_known: false }],
  session_fragments_start_once: [
    { anonymous_id: 'd', slice: '2026-03-01T10', sessions: 1 },
    { anonymous_id: 'd', slice: '2026-03-01T11', sessions: 1 },
  ],
  value_entries_commission_balances: [
    { reservation_id: 'r', commission: '1.00', commission_pending: '0.50', commission_approved: '0.25' },
  ],
  value_entries_sum_to_values: [
    { reservation_id: 'r', version: 1, value: '10.00', value_after: '10.00' },
    { reservation_id: 'r', version: 2, value: '-3.00', value_after: '7.01' },
  ],
  vendor_months_add_up: [{ vendor_id: 'v', arrivals: 1, arrivals_completed: 1, arrivals_cancelled: 1 }],
};

const checks = readChecks();

test('there is a planted fault for every check', () => {
  expect(checks.map((check) => check.name).toSorted()).toEqual(Object.keys(faults).toSorted());
});

test('every check finds its planted fault, in the run that it is asked about and no other', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-04-10T00:00:00Z');
  for (const check of checks) {
    const model = pipelines.catalog.get(check.model);
    const [runId, empty] = [randomUUID(), randomUUID()];
    const rows = (faults[check.name] ?? []).map((row) => ({ slice: 'planted', ...row, run_id: runId }));
    await warehouse.insert(model.table, rows, { name: 'test' });
    const ask = async (id: string): Promise<string[]> => {
      const run = { runId: id, model: model.name, slices: ['planted'], logicalNow: '2026-04-10T00:00:00Z' };
      try {
        return (await failedChecks(model, run, [check], warehouse)).map((warning) => `warning ${warning}`);
      } catch (thrown) {
        if (codeOf(thrown) !== 'check_failed') throw thrown;
        return [`blocking ${messageOf(thrown)}`];
      }
    };
    const found = expect.stringMatching(new RegExp(`^${check.severity} ${check.name}: `));
    expect(await ask(runId), check.name).toEqual([found]);
    expect(await ask(empty), check.name).toEqual([]);
  }
});

test('rows that are not unique by the grain are found in every model', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-04-10T00:00:00Z');
  for (const model of pipelines.catalog.sliced) {
    const run = {
      runId: randomUUID(),
      model: model.name,
      slices: ['planted'],
      logicalNow: '2026-04-10T00:00:00Z',
    };
    const row = { slice: 'planted', run_id: run.runId };
    await warehouse.insert(model.table, [row], { name: 'test' });
    expect(await failedChecks(model, run, [], warehouse), model.name).toEqual([]);
    await warehouse.insert(model.table, [row], { name: 'test' });
    await expect(failedChecks(model, run, [], warehouse), model.name).rejects.toMatchObject({
      code: 'check_failed',
    });
  }
});
