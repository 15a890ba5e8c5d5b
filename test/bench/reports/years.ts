import type { TravelerReport } from '../../../reports/traveler/report.ts';
import { oneTripYear, quietYear, richYear } from '../../unit/reports/traveler/year-seeds.ts';

/** The year of the n-th traveler: a rich one, as no two have them, so that nothing is drawn twice. */
export function yearOf(index: number): TravelerReport {
  const year = richYear({
    km: 98_412 - index * 37.1,
    nights: 61 + (index % 40),
    spend_by_type: { car: `${512 + index}.30`, flight: `${6_120 + index * 3}.10`, hotel: '8344.75' },
  });
  return { ...year, travelerId: `guest-${index}` };
}

/** The years that a closing draws: one in four rich, half with one trip, one in four without any. */
export function mixedYearOf(index: number): TravelerReport {
  const year = [richYear, oneTripYear, quietYear, oneTripYear][index % 4]?.() ?? quietYear();
  return { ...year, travelerId: `guest-${index}` };
}
