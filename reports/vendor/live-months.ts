import { readFileSync } from 'node:fs';
import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { createBenchmarkSets } from './benchmark-sets.ts';
import type { MonthRow } from './month-row.ts';
import type { MonthSource, MonthVendor } from './month-source.ts';
import { addMonths, startOfMonth, type Period } from './period.ts';

/** What is known of vendors now. */
export interface LiveMonths extends MonthSource {
  /** The vendor as it is now; undefined where there is none. */
  current(vendorId: string): Promise<Omit<MonthVendor, 'firstPeriod' | 'lastPeriod'> | undefined>;
  /** The first and last month in which the vendor has anything; undefined where it has nothing. */
  range(vendorId: string): Promise<{ first: Period; last: Period } | undefined>;
}

interface VendorState {
  type: string;
  name: string;
  timezone: string;
  currency: string;
  minor_digits: number;
  valid_from_ms: number;
}

/** Creates the reader of months as the pipelines have published them. Throws the warehouse's errors only. */
export function createLiveMonths(deps: { warehouse: Warehouse; clock: Clock }): LiveMonths {
  const { warehouse, clock } = deps;
  const sql = {
    vendor: readSql('read-vendor'),
    range: readSql('read-range'),
    months: readSql('read-months'),
    asOf: readSql('read-as-of'),
  };
  const sets = createBenchmarkSets(deps);
  const readMonths = (vendorIds: string[], periods: readonly string[]) =>
    warehouse.query<MonthRow & { vendor_id: string }>(sql.months, {
      name: 'vendor-report-months',
      params: { vendorIds, periods, isAll: false },
    });
  const readStates = (vendorId: string) =>
    warehouse.query<VendorState>(sql.vendor, { name: 'vendor-report-vendor', params: { vendorId } });

  const live: LiveMonths = {
    async current(vendorId) {
      const state = stateAt(await readStates(vendorId), clock.now());
      return state === undefined ? undefined : toVendor(vendorId, state);
    },
    async range(vendorId) {
      const rows = await warehouse.query<{ first_period: string; last_period: string }>(sql.range, {
        name: 'vendor-report-range',
        params: { vendorId },
      });
      const row = rows[0];
      if (row === undefined || row.first_period === '') return undefined;
      return { first: row.first_period, last: row.last_period };
    },
    async vendor(vendorId, period) {
      const [states, range] = await Promise.all([readStates(vendorId), live.range(vendorId)]);
      const state = stateAtEnd(states, period, clock.now());
      if (state === undefined || range === undefined) return undefined;
      return { ...toVendor(vendorId, state), firstPeriod: range.first, lastPeriod: range.last };
    },
    months: (vendorId, periods) => readMonths([vendorId], periods),
    async peers(vendorId, period) {
      const members = await sets.membersWith(vendorId, Number(period.slice(0, 4)));
      const owners = new Map(members.map((each) => [each.vendor_id, each.owner]));
      const others = [...owners.keys()].filter((each) => each !== vendorId);
      const rows = others.length === 0 ? [] : await readMonths(others, [period]);
      const peers = rows.map((month) => ({ owner: owners.get(month.vendor_id) ?? '', month }));
      return { owner: owners.get(vendorId) ?? '', peers };
    },
    async asOf() {
      const rows = await warehouse.query<{ as_of: string | null }>(sql.asOf, { name: 'vendor-report-as-of' });
      const asOf = rows[0]?.as_of ?? null;
      return asOf === null ? null : new Date(asOf).toISOString();
    },
  };
  return live;
}

/** The state that held when the month ended, in the zone of now, or the first that ever did. */
export function stateAtEnd<State extends { timezone: string; valid_from_ms: number }>(
  states: readonly State[],
  period: Period,
  nowMs: number,
): State | undefined {
  const zone = stateAt(states, nowMs)?.timezone ?? 'UTC';
  return stateAt(states, startOfMonth(addMonths(period, 1), zone) - 1);
}

function stateAt<State extends { valid_from_ms: number }>(
  states: readonly State[],
  atMs: number,
): State | undefined {
  return states.findLast((state) => state.valid_from_ms <= atMs) ?? states[0];
}

function toVendor(vendorId: string, { minor_digits: minorDigits, ...state }: VendorState) {
  const { name, type, currency, timezone } = state;
  return { vendorId, name, type, currency, timezone, minorDigits };
}

function readSql(name: string): string {
  return readFileSync(new URL(`queries/${name}.sql`, import.meta.url), 'utf8');
}
