import { expect } from 'vitest';
import { createVendorReports } from '../../../reports/vendor/reader.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import { emptyLibrary } from '../../support/library.ts';
import type { Computed } from '../../support/second-computation/computed.ts';
import { minorDigitsOf } from '../../support/second-computation/money.ts';
import { overviewOf } from '../../support/second-computation/numbers.ts';
import type { SeededWorld } from '../../support/second-computation/seeded-world.ts';
import { spanOfMonth } from '../../support/second-computation/range.ts';
import type { Ask, Row } from './ask.ts';

const period = '2026-04';
const month = { from: '2026-04-01', to: '2026-05-01' };
const tiles = ['bookings', 'netValue', 'commissionApproved'];

interface Statement {
  value: Record<string, string | number>;
  commission: Record<'pending' | 'approved', Record<string, string>>;
}

/**
 * Holds one month's overview, statement, list of bookings and breakdowns of each affiliate to each other
 * and to what was sent; returns how many bookings.
 */
export async function reconcileAffiliates(
  ask: Ask,
  computed: ReadonlyMap<string, Computed>,
): Promise<number> {
  let reconciled = 0;
  for (const [id, all] of computed) {
    const { currency, timezone } = all.affiliate;
    const cents = (text: unknown): number => Math.round(Number(text) * 10 ** minorDigitsOf(currency));
    const metrics = new Map<string, unknown>(
      Object.entries((await ask(`${id}/overview`, { ...month, tz: timezone })).metrics),
    );
    const raw = overviewOf(all, spanOfMonth(period, timezone), currency);
    reconciled += raw.bookings;

    const { value, commission } = await ask<Statement>(`${id}/statements/${period}`, {});
    const { commission: rawCommission } = raw;
    expect({ id, ...raw }).toMatchObject({ id, ...value });
    expect(Object.fromEntries(metrics)).toMatchObject(value);
    expect(metrics.get('commission')).toEqual(rawCommission);
    expect(commission.pending['closing']).toBe(rawCommission.pending);
    const before = await ask<Statement>(`${id}/statements/2026-03`, {});
    for (const account of ['pending', 'approved'] as const) {
      const { opening, closing, ...flows } = commission[account];
      expect(opening).toBe(before.commission[account]['closing']);
      const moved = Object.values(flows).reduce((total, flow) => total + cents(flow), 0);
      expect(cents(opening) + moved).toBe(cents(closing));
    }

    for (const tile of tiles) {
      const { total } = await ask<{ total: { bookings: number; amount: string | null } }>(`${id}/bookings`, {
        ...month,
        tile,
      });
      const shown =
        tile === 'commissionApproved' ? rawCommission.approved : (metrics.get(tile) ?? `no ${tile}`);
      expect({ id, tile, is: total.amount ?? total.bookings }).toEqual({ id, tile, is: shown });
    }

    for (const by of ['vendor', 'channel']) {
      const names = ['bookings', 'netValue', 'grossValue', 'completedValue'];
      const told = by === 'channel' ? [...names, 'sessions', 'pageviews'] : names;
      const { rows } = await ask(`${id}/breakdown`, { ...month, by, metrics: told.join(','), limit: '1000' });
      for (const name of told) {
        const sum = rows.reduce((total, row) => total + cents(row[name]), 0);
        expect({ id, by, name, sum }).toEqual({ id, by, name, sum: cents(metrics.get(name)) });
      }
    }

    const credited = await ask<{ rows: { credit: number }[]; unattributed: { credit: number } }>(
      `${id}/attribution`,
      { ...month, model: 'decay' },
    );
    const credits = [...credited.rows, credited.unattributed].map(({ credit }) => Math.round(credit * 1e6));
    expect(credits.reduce((total, credit) => total + credit, 0)).toBe(raw.bookings * 1e6);
  }
  return reconciled;
}

/** Holds one month's reports of the vendors to the affiliates' breakdowns by vendor: the same bookings, counted twice; returns how many. */
export async function reconcileVendors(ask: Ask, warehouse: Warehouse, world: SeededWorld): Promise<number> {
  let reconciled = 0;
  const clock = { now: () => Date.parse(world.now) };
  const reports = createVendorReports({ warehouse, clock, library: emptyLibrary() });
  const zones = new Map<string, Promise<Row[]>>();
  const soldIn = (tz: string): Promise<Row[]> => {
    const asked = world.affiliates.map(({ affiliateId }) =>
      ask(`${affiliateId}/breakdown`, { ...month, tz, by: 'vendor', metrics: 'bookings', limit: '1000' }),
    );
    return Promise.all(asked).then((answers) => answers.flatMap(({ rows }) => rows));
  };
  for (const { vendorId, timezone } of world.vendors) {
    const report = await reports.readMonth(vendorId, period, { audience: 'support' });
    const bookings = report?.metrics.bookings;
    const inZone = zones.get(timezone) ?? soldIn(timezone);
    zones.set(timezone, inZone);
    const sold = (await inZone)
      .filter(({ key }) => key === vendorId)
      .reduce((total, row) => total + Number(row['bookings']), 0);
    reconciled += sold;
    expect({ vendorId, bookings }).toEqual({ vendorId, bookings: sold });
    for (const [dimension, { rows, other }] of Object.entries(report?.mix ?? {})) {
      const sum = rows.reduce((total, row) => total + row.bookings, other ?? 0);
      expect({ vendorId, dimension, sum }).toEqual({ vendorId, dimension, sum: bookings });
    }
  }
  return reconciled;
}
