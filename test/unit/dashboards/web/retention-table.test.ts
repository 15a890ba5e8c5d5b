import { expect, test } from 'vitest';
import type { Retention } from '../../../../dashboards/api/retention.ts';
import { daysOfSpan } from '../../../../dashboards/web/pages/retention/retention-span.ts';
import {
  greatestRate,
  heatLevel,
  heatRows,
  retentionTable,
} from '../../../../dashboards/web/pages/retention/retention-table.ts';

const back = (visitors: number, ...returned: number[]) => ({
  visitors,
  returned: [visitors, ...returned].map((count, n) => ({
    n,
    visitors: count,
    rate: visitors === 0 ? null : count / visitors,
  })),
});
const retention: Retention = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-03-23T00:00:00.000Z',
  tz: 'UTC',
  asOf: null,
  unit: 'week',
  cohorts: [
    { at: '2026-03-02T00:00:00.000Z', ...back(100, 20, 3) },
    { at: '2026-03-09T00:00:00.000Z', ...back(50, 5) },
    { at: '2026-03-16T00:00:00.000Z', ...back(4) },
  ],
};
const during = Date.parse('2026-03-20T00:00:00Z');

test('all cohorts together count only weeks that are over', () => {
  const [together, first, second] = heatRows(retention, during);
  expect(together).toMatchObject({ visitors: 154, cells: [{ rate: 0.2 }, { rate: null }] });
  expect(first?.cells.map(({ isRunning }) => isRunning)).toEqual([false, true]);
  expect(second?.cells.map(({ isRunning }) => isRunning)).toEqual([true]);
  const [later] = heatRows(retention, Date.parse(retention.to));
  expect(later?.cells.map(({ rate }) => rate)).toEqual([25 / 150, 0.03]);
});

test('the table is a triangle; a small cohort does not end the scale', () => {
  const rows = heatRows(
    { ...retention, cohorts: [{ at: retention.from, ...back(2, 2, 2) }, ...retention.cohorts.slice(0, 2)] },
    during,
  );
  expect(greatestRate(rows)).toBe(0.2);
  expect([null, 0, 0.001, 0.2, 1].map((rate) => heatLevel(rate, 0.2))).toEqual([0, 0, 1, 5, 5]);
  const table = retentionTable(heatRows(retention, during), { unit: 'week', count: 3, cells: 'visitors' });
  expect(table.rows.slice(1).map((row) => row.slice(1))).toEqual([
    [100, 20, 3],
    [50, 5, null],
    [4, null, null],
  ]);
});

test('what is before the first visitor is left out', () => {
  const empty = { at: '2026-02-23T00:00:00.000Z', ...back(0, 0, 0, 0) };
  const rows = heatRows({ ...retention, cohorts: [empty, ...retention.cohorts] }, during);
  expect(rows.map(({ visitors }) => visitors)).toEqual([154, 100, 50, 4]);
});

test.each([
  ['week', 8, '2026-09-28'],
  ['month', 6, '2026-06-01'],
] as const)('%s: %i of them begin on %s', (unit, count, from) => {
  // A Saturday.
  expect(daysOfSpan({ unit, count, cells: 'rates' }, '2026-11-21')).toEqual({ from, to: '2026-11-21' });
});
