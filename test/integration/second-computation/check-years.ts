import { expect } from 'vitest';
import type { TravelerReport } from '../../../reports/traveler/report.ts';
import { withoutCopies } from '../../support/second-computation/copies.ts';
import { createFindRate } from '../../support/second-computation/fx.ts';
import { factsOf, travelerYearOf } from '../../support/second-computation/traveler-year.ts';
import type { TravelWorld } from '../../support/second-computation/travel-world.ts';

/** Reads a traveler's year; undefined where there is none. */
export type ReadYear = (travelerId: string, year: number) => Promise<TravelerReport | undefined>;

/** Holds every year of every traveler to what the versions as sent come to; returns how many trips. */
export async function checkYears(
  read: ReadYear,
  world: TravelWorld,
  years: readonly number[],
): Promise<number> {
  const deps = { nowMs: Date.parse(world.now), findRate: createFindRate(world.dayRates) };
  const told = Map.groupBy(
    withoutCopies(world.reservations),
    (versions) => versions.at(-1)?.reservation.travelerId ?? '',
  );
  let trips = 0;
  for (const traveler of world.travelers) {
    const facts = factsOf(traveler, told.get(traveler.travelerId) ?? [], deps);
    for (const year of years) {
      const title = `${traveler.travelerId} ${year}`;
      const report = await read(traveler.travelerId, year);
      const expected = travelerYearOf(facts, year, deps);
      if (report === undefined) {
        expect({ title, is: expected.facts }).toEqual({ title, is: 0 });
        continue;
      }
      expect({ title, ...numbersOf(report.metrics) }).toEqual({ title, ...expected.metrics });
      expect({ title, home: report.home }).toEqual({ title, home: expected.home });
      const shown = report.trips.map(({ reservations }) => reservations.toSorted().join(' '));
      expect({ title, trips: shown.toSorted() }).toEqual({ title, trips: expected.trips });
      const before = report.previousYear;
      if (before === null) continue;
      const wanted = travelerYearOf(facts, year - 1, deps).metrics;
      expect({ title, before: numbersOf(before) }).toEqual({ title, before: wanted });
      trips += expected.metrics.trips;
    }
  }
  return trips;
}

type Metrics = TravelerReport['metrics'];

/** Without the names of what was longest and busiest; two may be equally so. */
function numbersOf({ longestTrip, busiestMonth, longestFlight, co2e, ...metrics }: Metrics): object {
  const { flightsWithoutKm, flightsWithoutAirTime, spend, ...plain } = metrics;
  const { currencySource: _, ...money } = spend;
  expect([flightsWithoutKm, flightsWithoutAirTime, co2e.flightsWithoutFactor]).toEqual([0, 0, 0]);
  expect(co2e.factorSets).toEqual(plain.flights === 0 ? [] : ['DESNZ 2025']);
  return {
    ...plain,
    spend: money,
    longestTrip: longestTrip?.days ?? null,
    busiestMonth: busiestMonth?.days ?? null,
    longestFlight: longestFlight?.km ?? null,
    co2e: {
      withRadiativeForcing: co2e.withRadiativeForcing,
      withoutRadiativeForcing: co2e.withoutRadiativeForcing,
    },
  };
}
