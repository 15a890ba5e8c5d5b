import { expect, test } from 'vitest';
import { listRuns } from '../../../../dashboards/api/list-runs.ts';
import type { ModelRuns, Shown } from '../../../../dashboards/api/shown.ts';

const from = '2026-03-10 00:00:00';

function run(id: string, lastSlice: string, ...hiddenSlices: string[]) {
  return { id, lastSlice, hiddenSlices };
}

function shown(runs: ModelRuns['runs'], isWhole = true): Shown {
  return {
    asOf: () => null,
    versionOf: () => undefined,
    forget: () => {},
    runs: async (names) =>
      new Map(
        names.includes('touches') ? [['touches', { table: 'touches_runs_0a1b2c3d', runs, isWhole }]] : [],
      ),
  };
}

const bounded = `select a
from touches as seen
where affiliate_id = {affiliateId:String}
  -- Why.
  and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
group by a`;

test('a model is read by the runs that reach its bound, but for what later runs cover of them', async () => {
  const runs = [
    run('r3', '2026-03-11T01', '2026-03-09T05', '2026-03-10T00'),
    run('r2', '2026-03-10T00'),
    run('r1', '2026-03-09T23'),
  ];
  expect(await listRuns(bounded, { from }, shown(runs))).toEqual({
    sql: bounded
      .replace('from touches as', 'from touches_runs_0a1b2c3d as')
      .replace(
        'where',
        'where run_id in {touches_runs_from:Array(UUID)} and (slice, run_id) not in ' +
          'arrayZip({touches_runs_from_hidden_slices:Array(String)}, {touches_runs_from_hidden:Array(UUID)}) and',
      ),
    params: {
      from,
      touches_runs_from: ['r3', 'r2'],
      touches_runs_from_hidden_slices: ['2026-03-10T00'],
      touches_runs_from_hidden: ['r3'],
    },
    reads: [],
  });
});

test('runs that reach a bound by day are told by their day', async () => {
  const { params } = await listRuns(
    bounded,
    { from: '2026-03-10 07:00:00' },
    shown([run('r1', '2026-03-10')]),
  );
  expect(params).toMatchObject({ touches_runs_from: ['r1'] });
});

test.each([
  [
    'in brackets',
    'select 1 where a in (select a from touches)',
    'select 1 where a in (select a from (select * from touches_runs_0a1b2c3d where run_id in {touches_runs:Array(UUID)}) as touches)',
  ],
  [
    'before a join',
    'select 1\nfrom touches\nleft join b on a = b',
    'select 1\nfrom (select * from touches_runs_0a1b2c3d where run_id in {touches_runs:Array(UUID)}) as touches\nleft join b on a = b',
  ],
  [
    'with a bound of another place',
    "select 1\nfrom touches\nwhere (\n  and slice >= formatDateTime({from:DateTime('UTC')}, '%F')\n",
    "select 1\nfrom touches_runs_0a1b2c3d as touches\nwhere run_id in {touches_runs:Array(UUID)} and (\n  and slice >= formatDateTime({from:DateTime('UTC')}, '%F')\n",
  ],
])('a model %s is read by all of its runs', async (_where, sql, expected) => {
  const listed = await listRuns(sql, { from }, shown([run('r1', '2026-03-09T23')]));
  expect(listed.sql).toBe(expected);
  expect(listed.params).toEqual({ from, touches_runs: ['r1'] });
});

const many = Array.from({ length: 1_001 }, (_, hour) => `2026-03-10T${hour}`);

test.each([
  ['more runs than were told reach the bound', shown([run('r1', '2026-03-10T00')], false)],
  ['later runs cover too many of its slices', shown([run('r1', '2026-03-10T00', ...many)])],
  ['nothing of it is published', { ...shown([]), runs: async () => new Map() }],
])('a model stays what it is where %s', async (_why, runs) => {
  expect(await listRuns(bounded, { from }, runs)).toEqual({
    sql: bounded,
    params: { from },
    reads: ['touches'],
  });
});

test.each([
  ['with\n  seen as (\n    select a\n    from touches\n  )\nselect a\nfrom seen', []],
  ['select a\nfrom touches\narray join pages as page', []],
  ['-- Not from vendors.\nselect a\nfrom touches', []],
  ['select a\nfrom touches\nleft join vendors final on a = b', ['vendors']],
  ['select a, (select max(b) from erasures) as b\nfrom touches', ['erasures']],
])('what a statement reads beside named runs is told: %s', async (sql, reads) => {
  expect(await listRuns(sql, {}, shown([run('r1', '2026-03-10T00')]))).toMatchObject({ reads });
});
