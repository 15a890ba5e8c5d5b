import { readFileSync } from 'node:fs';
import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { Peer } from './benchmark.ts';
import { createBenchmarkSets } from './benchmark-sets.ts';
import { emptyMonthRow, type MonthRow } from './month-row.ts';
import { addMonths, isPeriod, monthsBetween, startOfMonth, type Period } from './period.ts';
import { buildReport, type Audience, type VendorReport } from './report.ts';

/** The months of a vendor that can be read. */
interface VendorMonths {
  vendorId: string;
  vendorName: string;
  type: string;
  currency: string;
  timezone: string;
  /** Complete up to this instant; null before anything was computed. */
  asOf: string | null;
  /** From the first to the last month in which anything happened, the newest first. */
  months: { period: Period; version: number; state: 'open'; closesOn: string }[];
}

export interface VendorReports {
  /** Lists a vendor's months; undefined where there is no such vendor. */
  listMonths(vendorId: string): Promise<VendorMonths | undefined>;
  /**
   * Reads a vendor's month; undefined where the vendor does not exist or the month is outside its first and
   * last one. A month between them in which nothing happened has zeros.
   */
  readMonth(vendorId: string, period: Period, audience?: Audience): Promise<VendorReport | undefined>;
}

interface VendorState {
  type: string;
  name: string;
  timezone: string;
  currency: string;
  minor_digits: number;
  valid_from_ms: number;
}

/**
 * Creates the reader of vendor months. It takes whatever vendor it is asked for: who may ask is the caller's
 * business. Every method throws the warehouse's errors only.
 *
 * @example await createVendorReports({ warehouse, clock: systemClock }).readMonth('city-hotel', '2016-05')
 */
export function createVendorReports(deps: { warehouse: Warehouse; clock: Clock }): VendorReports {
  const { warehouse, clock } = deps;
  const sql = {
    vendor: readSql('read-vendor'),
    range: readSql('read-range'),
    months: readSql('read-months'),
    asOf: readSql('read-as-of'),
  };

  const sets = createBenchmarkSets(deps);
  const readMonths = (vendorIds: string[], periods: string[]) =>
    warehouse.query<MonthRow & { vendor_id: string }>(sql.months, {
      name: 'vendor-report-months',
      params: { vendorIds, periods },
    });
  /** The months of those that a vendor is compared with, and the owner that it had when the set was frozen. */
  const readPeers = async (vendorId: string, period: Period): Promise<{ owner: string; peers: Peer[] }> => {
    const members = await sets.membersWith(vendorId, Number(period.slice(0, 4)));
    const owners = new Map(members.map((each) => [each.vendor_id, each.owner]));
    const others = [...owners.keys()].filter((each) => each !== vendorId);
    const rows = others.length === 0 ? [] : await readMonths(others, [period]);
    const peers = rows.map((month) => ({ owner: owners.get(month.vendor_id) ?? '', month }));
    return { owner: owners.get(vendorId) ?? '', peers };
  };
  const readVendor = (vendorId: string) =>
    warehouse.query<VendorState>(sql.vendor, { name: 'vendor-report-vendor', params: { vendorId } });
  const readRange = async (vendorId: string) => {
    const rows = await warehouse.query<{ first_period: string; last_period: string }>(sql.range, {
      name: 'vendor-report-range',
      params: { vendorId },
    });
    const row = rows[0];
    return row === undefined || row.first_period === '' ? undefined : row;
  };
  const readAsOf = async () => {
    const rows = await warehouse.query<{ as_of: string | null }>(sql.asOf, { name: 'vendor-report-as-of' });
    const asOf = rows[0]?.as_of ?? null;
    return asOf === null ? null : new Date(asOf).toISOString();
  };

  return {
    listMonths: async (vendorId) => {
      const [states, range, asOf] = await Promise.all([
        readVendor(vendorId),
        readRange(vendorId),
        readAsOf(),
      ]);
      const vendor = stateAt(states, clock.now());
      if (vendor === undefined) return undefined;
      const periods = range === undefined ? [] : monthsBetween(range.first_period, range.last_period);
      return {
        vendorId,
        vendorName: vendor.name,
        type: vendor.type,
        currency: vendor.currency,
        timezone: vendor.timezone,
        asOf,
        months: periods.map((period) => ({
          period,
          version: 1,
          state: 'open',
          closesOn: `${addMonths(period, 1)}-10`,
        })),
      };
    },
    readMonth: async (vendorId, period, audience = 'shared') => {
      if (!isPeriod(period)) return undefined;
      const before = addMonths(period, -1);
      const yearBefore = addMonths(period, -12);
      const [states, range, asOf, rows] = await Promise.all([
        readVendor(vendorId),
        readRange(vendorId),
        readAsOf(),
        readMonths([vendorId], [period, before, yearBefore]),
      ]);
      // The name and currency that held when the month ended, or the first that ever did.
      const zone = stateAt(states, clock.now())?.timezone ?? 'UTC';
      const vendor = stateAt(states, startOfMonth(addMonths(period, 1), zone) - 1);
      if (vendor === undefined || range === undefined) return undefined;
      const rowOf = (month: Period): MonthRow | undefined => {
        if (month < range.first_period || month > range.last_period) return undefined;
        const empty = {
          currency: vendor.currency,
          minorDigits: vendor.minor_digits,
          timezone: vendor.timezone,
        };
        return rows.find((row) => row.period === month) ?? emptyMonthRow(month, empty);
      };
      const month = rowOf(period);
      if (month === undefined) return undefined;
      const compared = await readPeers(vendorId, period);
      const source = {
        ...compared,
        vendorId,
        vendorName: vendor.name,
        type: vendor.type,
        asOf,
        month,
        previousMonth: rowOf(before),
        sameMonthLastYear: rowOf(yearBefore),
      };
      return buildReport(source, audience);
    },
  };
}

function stateAt(states: readonly VendorState[], atMs: number): VendorState | undefined {
  return states.findLast((state) => state.valid_from_ms <= atMs) ?? states[0];
}

function readSql(name: string): string {
  return readFileSync(new URL(`queries/${name}.sql`, import.meta.url), 'utf8');
}
