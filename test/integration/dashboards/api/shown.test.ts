import { expect, test } from 'vitest';
import { readAffiliate } from '../../../../dashboards/api/affiliate.ts';
import { createReader } from '../../../../dashboards/api/reader.ts';
import { AffiliateScope } from '../../../../dashboards/api/scope.ts';
import type { Warehouse } from '../../../../warehouse/client.ts';
import { storeEvents, type RawEvent } from '../../../support/raw-rows.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';

const scope = AffiliateScope.of({ sub: 'a', role: 'admin' }, 'a1');
const params = { from: '2026-03-01 00:00:00', to: '2026-04-01 00:00:00', starts: [1_772_323_200] };

function view(messageId: string, timestamp: string, affiliateId = 'a1'): RawEvent {
  return { affiliateId, messageId, timestamp, type: 'page', anonymousId: messageId, path: '/' };
}

test('one answer is of the runs that were published when it began, the next one of those that are by then', async () => {
  const models = ['affiliate_quarters'];
  const { warehouse, pipelines, clock } = await createTestWarehouse('2026-03-02T12:00:00Z', { models });
  const asked: string[] = [];
  const reader = createReader(recording(warehouse, asked));
  const pageviews = async (from: typeof reader, more = {}): Promise<number> => {
    const [row] = await from.affiliate<{ pageviews: number }>(scope, 'behaviour', { ...params, ...more });
    return row?.pageviews ?? 0;
  };

  expect(await pageviews(await reader.now())).toBe(0);
  await storeEvents(warehouse, [view('m1', '2026-03-01T10:05:00Z'), view('m2', '2026-03-01T11:05:00Z')]);
  expect((await pipelines.run()).failed).toEqual([]);
  const before = await reader.now();
  expect(await pageviews(before)).toBe(2);
  expect(asked.at(-1)).not.toContain('hidden');

  // Rebuilds one of the two hours: the first run is seen in the other one only, and its rows of both are there.
  await storeEvents(warehouse, [
    view('m3', '2026-03-01T11:06:00Z'),
    view('n1', '2026-03-01T11:07:00Z', 'a2'),
  ]);
  clock.time += 3_600_000;
  expect((await pipelines.run()).failed).toEqual([]);
  expect(await pageviews(before)).toBe(2);
  const after = await reader.now();
  expect(await pageviews(after)).toBe(3);
  expect(asked.at(-1)).toMatch(/from affiliate_quarters_runs_/);
  expect(asked.at(-1)).toContain('hidden');
  expect(await pageviews(reader)).toBe(3);
  expect(await after.asOf(models)).toBe('2026-03-02T13:00:00.000Z');

  clock.time += 3_600_000;
  expect(await pipelines.sweep(60_000)).toBeGreaterThan(0);
  expect(await pageviews(await reader.now())).toBe(3);
  expect(asked.at(-1)).not.toContain('hidden');
  const later = { from: '2026-03-02 00:00:00', to: '2026-04-01 00:00:00', starts: [1_772_409_600] };
  expect(await (await reader.now()).affiliate(scope, 'behaviour', later)).toEqual([]);

  // A model that moves to another table has its view moved first.
  const moving = await reader.now();
  const table =
    /affiliate_quarters_runs_[0-9a-f]{8}/.exec(asked.findLast((sql) => sql.includes('_runs_')) ?? '')?.[0] ??
    '';
  const command = (sql: string): Promise<void> => warehouse.command(sql, { name: 'test' });
  await command(`rename table ${table} to moved`);
  await command(`create or replace view affiliate_quarters as select * from moved`);
  expect(await pageviews(moving, { to: '2026-03-03 00:00:00' })).toBe(3);
  await command(`rename table moved to ${table}`);
  await command(`create or replace view affiliate_quarters as select * from ${table}`);

  expect(await pageviews(await reader.now())).toBe(3);
  const count = asked.length;
  expect(await pageviews(await reader.now())).toBe(3);
  // What has not changed is not read anew, not even by two who ask at once for what nobody asked before.
  expect(asked.slice(count)).toHaveLength(1);
  const to = '2026-03-04 00:00:00';
  const twice = [pageviews(await reader.now(), { to }), pageviews(await reader.now(), { to })];
  expect(await Promise.all(twice)).toEqual([3, 3]);
  expect(asked.slice(count)).toHaveLength(4);

  // Who the affiliate is does not hang on what is published, but on two tables, and on the time.
  const insert = async (valid_from: string, currency: string): Promise<void> =>
    warehouse.insert(
      'affiliates',
      [{ affiliate_id: 'a1', valid_from, name: 'A', currency, timezone: 'UTC', recorded_at: new Date() }],
      { name: 'test' },
    );
  const currencyAt = async (instant: string): Promise<[string, number]> => {
    const found = await readAffiliate(await reader.now(), scope, Date.parse(instant));
    return [found.currency, found.minorDigits];
  };
  await insert('2026-01-01 00:00:00', 'EUR');
  expect(await currencyAt('2026-03-01T00:00:00Z')).toEqual(['EUR', 2]);
  const known = asked.length;
  expect(await currencyAt('2025-12-31T00:00:00Z')).toEqual(['EUR', 2]);
  expect(asked.slice(known)).toHaveLength(1);
  await insert('2026-02-01 00:00:00', 'JPY');
  expect(await currencyAt('2026-02-01T00:00:00Z')).toEqual(['JPY', 0]);
  expect(await currencyAt('2026-01-31T23:59:59Z')).toEqual(['EUR', 2]);
  await warehouse.insert('currencies', [{ currency: 'JPY', minor_digits: 3 }], { name: 'test' });
  expect(await currencyAt('2026-03-01T00:00:00Z')).toEqual(['JPY', 3]);

  // Erasing takes rows out of runs that stay.
  await command(`alter table ${table} delete where pageviews = 2 settings mutations_sync = 2`);
  await command(
    `insert into erasures (erasure_id, state, recorded_at) values (generateUUIDv4(), 'done', now())`,
  );
  expect(await pageviews(await reader.now())).toBe(1);
});

function recording(warehouse: Warehouse, asked: string[]): Warehouse {
  return {
    ...warehouse,
    query: async (sql, options) => {
      asked.push(sql);
      return warehouse.query(sql, options);
    },
  };
}
