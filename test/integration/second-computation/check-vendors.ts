import { expect } from 'vitest';
import type { VendorReport } from '../../../reports/vendor/report.ts';
import { benchmarkOf } from '../../support/second-computation/benchmark.ts';
import { compareWith, figuresOf } from '../../support/second-computation/comparison.ts';
import { withoutCopies } from '../../support/second-computation/copies.ts';
import { createFindRate } from '../../support/second-computation/fx.ts';
import { rounded } from '../../support/second-computation/numbers.ts';
import type { SeededVendor, SeededWorld } from '../../support/second-computation/seeded-world.ts';
import { vendorMonthOf } from '../../support/second-computation/vendor-month.ts';

/** Reads a vendor's month; undefined where there is none. */
export type ReadMonth = (vendorId: string, period: string) => Promise<VendorReport | undefined>;

type Vendors = Pick<SeededWorld, 'now' | 'vendors' | 'dayRates' | 'reservations'>;

/** Holds the reports of every vendor's months to what the versions as sent come to; returns how many bookings. */
export async function checkVendors(
  read: ReadMonth,
  world: Vendors,
  periods: readonly string[],
): Promise<{ bookings: number; shown: number }> {
  const nowMs = Date.parse(world.now);
  const told = Map.groupBy(withoutCopies(world.reservations), ([first]) => first?.reservation.vendorId ?? '');
  const deps = { nowMs, findRate: createFindRate(world.dayRates) };
  const known = new Map<string, ReturnType<typeof vendorMonthOf>>();
  const monthOf = (vendor: SeededVendor, period: string) => {
    const key = `${vendor.vendorId} ${period}`;
    const month = known.get(key) ?? vendorMonthOf(vendor, period, told.get(vendor.vendorId) ?? [], deps);
    known.set(key, month);
    return month;
  };
  let [bookings, shown] = [0, 0];
  for (const period of periods) {
    for (const vendor of world.vendors) {
      const title = `${vendor.vendorId} ${period}`;
      const report = await read(vendor.vendorId, period);
      const expected = monthOf(vendor, period);
      if (report === undefined) {
        expect({ title, is: expected.facts }).toEqual({ title, is: 0 });
        continue;
      }
      expect({ title, ...exactly(report.metrics) }).toEqual({ title, ...exactly(expected.metrics) });
      expect({ title, ...report.mix }).toEqual({ title, ...expected.mix });
      expect({ title, ...report.dataQuality }).toEqual({
        title,
        negativeLeadTimes: expected.negativeLeadTimes,
      });
      for (const [name, comparison] of Object.entries(report.comparisons)) {
        const other = Temporal.PlainYearMonth.from(period)
          .subtract(name === 'previousMonth' ? { months: 1 } : { years: 1 })
          .toString();
        expect({ title, name, period: comparison.period }).toEqual({ title, name, period: other });
        if (!comparison.isAvailable) {
          expect({ title, name, facts: monthOf(vendor, other).facts }).toEqual({ title, name, facts: 0 });
        }
        const before = comparison.isAvailable ? monthOf(vendor, other).metrics : undefined;
        const figures = compareWith(expected.metrics, before, report.phase === 'past');
        expect({ title, name, ...deeplyRounded(comparison.figures) }).toEqual({
          title,
          name,
          ...deeplyRounded(figures),
        });
      }
      for (const { period: month, figures } of report.trend) {
        const { facts, metrics } = monthOf(vendor, month);
        const wanted = figures === null && facts === 0 ? null : rounded(figuresOf(metrics));
        expect({ title, month, is: figures && rounded(figures) }).toEqual({ title, month, is: wanted });
      }
      for (const name of Object.keys(expected.parts)) {
        const shares = world.vendors.flatMap((other) => {
          const part = other.type === vendor.type ? monthOf(other, period).parts[name] : undefined;
          return part === undefined ? [] : [{ vendor: other, part }];
        });
        const benchmark = new Map(Object.entries(report.benchmark.figures)).get(name) ?? {};
        const wanted = benchmarkOf(vendor, shares);
        expect({ title, name, ...rounded(benchmark) }).toMatchObject({ title, name, ...rounded(wanted) });
        if (wanted.status === 'shown') shown += 1;
      }
      expect(Object.keys(report.benchmark.figures).toSorted()).toEqual(
        Object.keys(expected.parts).toSorted(),
      );
      bookings += expected.metrics.bookings;
    }
  }
  return { bookings, shown };
}

/** Numbers to the billionth, and the lead time's own. */
function exactly(metrics: { leadTime: object }): object {
  return { ...rounded(metrics), leadTime: rounded(metrics.leadTime) };
}

function deeplyRounded(figures: object): object {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, rounded(figure)]));
}
