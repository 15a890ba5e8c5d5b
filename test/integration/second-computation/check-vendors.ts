import { expect } from 'vitest';
import { createVendorReports } from '../../../reports/vendor/reader.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import { emptyLibrary } from '../../support/library.ts';
import { benchmarkOf } from '../../support/second-computation/benchmark.ts';
import { withoutCopies } from '../../support/second-computation/copies.ts';
import { createFindRate } from '../../support/second-computation/fx.ts';
import { rounded } from '../../support/second-computation/numbers.ts';
import type { SeededWorld } from '../../support/second-computation/seeded-world.ts';
import { vendorMonthOf } from '../../support/second-computation/vendor-month.ts';

const periods = ['2026-04', '2026-05'];

/** Holds the reports of every vendor's months to what the versions as sent come to; returns how many bookings. */
export async function checkVendors(warehouse: Warehouse, world: SeededWorld): Promise<number> {
  const nowMs = Date.parse(world.now);
  const reports = createVendorReports({ warehouse, clock: { now: () => nowMs }, library: emptyLibrary() });
  const told = withoutCopies(world.reservations);
  const deps = { nowMs, findRate: createFindRate(world.dayRates) };
  let bookings = 0;
  for (const period of periods) {
    const months = world.vendors.map((vendor) => ({
      vendor,
      expected: vendorMonthOf(vendor, period, told, deps),
    }));
    const shares = months.map(({ vendor, expected }) => ({
      vendor,
      numerator: expected.arrivalsCancelled,
      denominator: expected.arrivals,
    }));
    for (const { vendor, expected } of months) {
      const title = `${vendor.vendorId} ${period}`;
      const report = await reports.readMonth(vendor.vendorId, period, { audience: 'support' });
      if (report === undefined) {
        expect({ title, is: expected.bookings + expected.arrivals }).toEqual({ title, is: 0 });
        continue;
      }
      const { leadTime, ...plain } = expected;
      const { leadTime: shownLead, ...shown } = report.metrics;
      expect({ title, ...rounded(shown) }).toMatchObject({ title, ...rounded(plain) });
      expect({ title, ...rounded(shownLead) }).toEqual({ title, ...rounded(leadTime) });
      const benchmark = report.benchmark.figures.cancellationRate ?? {};
      expect({ title, ...rounded(benchmark) }).toMatchObject({
        title,
        ...rounded(benchmarkOf(vendor, shares)),
      });
      bookings += expected.bookings;
    }
  }
  return bookings;
}
