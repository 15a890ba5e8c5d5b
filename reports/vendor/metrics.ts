import { figures, type FigureName, type FigureValue, type TypeFigureName } from './figures.ts';
import type { MonthRow } from './month-row.ts';

type Value<Name extends FigureName> = ReturnType<(typeof figures)[Name]['of']>;

type FlatName = Exclude<FigureName, `${string}.${string}`>;

/** A month's figures, nested as in the JSON report; those of other types of vendors are left out. */
export type Metrics = { [Name in Exclude<FlatName, TypeFigureName>]: Value<Name> } & {
  [Name in TypeFigureName]?: Value<Name>;
} & {
  cancellationsByInitiator: Readonly<Record<string, number>>;
  noShowsByInitiator: Readonly<Record<string, number>>;
  leadTime: {
    median: Value<'leadTime.median'>;
    mean: Value<'leadTime.mean'>;
    /** Bookings by days between booking and arrival. */
    buckets: Record<'0-1' | '2-7' | '8-30' | '31-90' | '91+', number>;
  };
  scheduleChanges: Record<'minor' | 'major' | 'severe' | 'unknown', number>;
};

/** Computes the figures of a vendor's month from its row. */
export function metricsOf(row: MonthRow, type: string): Metrics {
  return {
    bookings: figures.bookings.of(row),
    arrivals: figures.arrivals.of(row),
    arrivalsCompleted: figures.arrivalsCompleted.of(row),
    arrivalsCancelled: figures.arrivalsCancelled.of(row),
    arrivalsNoShow: figures.arrivalsNoShow.of(row),
    cancellationRate: figures.cancellationRate.of(row),
    noShowRate: figures.noShowRate.of(row),
    cancellations: figures.cancellations.of(row),
    cancellationsByInitiator: sorted(row.cancellations_by_initiator),
    noShows: figures.noShows.of(row),
    noShowsByInitiator: sorted(row.no_shows_by_initiator),
    ...typeMetrics(row, type),
    cancellationFees: figures.cancellationFees.of(row),
    noShowFees: figures.noShowFees.of(row),
    leadTime: {
      median: figures['leadTime.median'].of(row),
      mean: figures['leadTime.mean'].of(row),
      buckets: {
        '0-1': figures['leadTime.0-1'].of(row),
        '2-7': figures['leadTime.2-7'].of(row),
        '8-30': figures['leadTime.8-30'].of(row),
        '31-90': figures['leadTime.31-90'].of(row),
        '91+': figures['leadTime.91+'].of(row),
      },
    },
    changesPer100: figures.changesPer100.of(row),
    materialChangesPer100: figures.materialChangesPer100.of(row),
    scheduleChanges: {
      minor: figures['scheduleChanges.minor'].of(row),
      major: figures['scheduleChanges.major'].of(row),
      severe: figures['scheduleChanges.severe'].of(row),
      unknown: figures['scheduleChanges.unknown'].of(row),
    },
    cancellationNotice: figures.cancellationNotice.of(row),
    scheduleChangeNotice: figures.scheduleChangeNotice.of(row),
    presumedCompleted: figures.presumedCompleted.of(row),
    withoutAmount: figures.withoutAmount.of(row),
    unconverted: figures.unconverted.of(row),
  };
}

function typeMetrics(row: MonthRow, type: string): { [Name in TypeFigureName]?: Value<Name> } {
  switch (type) {
    case 'hotel':
      return {
        roomNightsStayed: figures.roomNightsStayed.of(row),
        roomNightsBooked: figures.roomNightsBooked.of(row),
        roomRevenue: figures.roomRevenue.of(row),
        adr: figures.adr.of(row),
        averageStay: figures.averageStay.of(row),
      };
    case 'flight':
      return {
        segments: figures.segments.of(row),
        passengers: figures.passengers.of(row),
        onTimeRate: figures.onTimeRate.of(row),
      };
    case 'car':
      return {
        rentals: figures.rentals.of(row),
        rentalDays: figures.rentalDays.of(row),
        rentalRevenue: figures.rentalRevenue.of(row),
        revenuePerDay: figures.revenuePerDay.of(row),
      };
    default:
      return {};
  }
}

const nested = {
  'leadTime.median': ({ leadTime }: Metrics) => leadTime.median,
  'leadTime.mean': ({ leadTime }: Metrics) => leadTime.mean,
  'leadTime.0-1': ({ leadTime }: Metrics) => leadTime.buckets['0-1'],
  'leadTime.2-7': ({ leadTime }: Metrics) => leadTime.buckets['2-7'],
  'leadTime.8-30': ({ leadTime }: Metrics) => leadTime.buckets['8-30'],
  'leadTime.31-90': ({ leadTime }: Metrics) => leadTime.buckets['31-90'],
  'leadTime.91+': ({ leadTime }: Metrics) => leadTime.buckets['91+'],
  'scheduleChanges.minor': ({ scheduleChanges }: Metrics) => scheduleChanges.minor,
  'scheduleChanges.major': ({ scheduleChanges }: Metrics) => scheduleChanges.major,
  'scheduleChanges.severe': ({ scheduleChanges }: Metrics) => scheduleChanges.severe,
  'scheduleChanges.unknown': ({ scheduleChanges }: Metrics) => scheduleChanges.unknown,
};

/** Finds a figure by its flat name; null where the vendor's type does not have it. */
export function figureOf(metrics: Metrics, name: FigureName): FigureValue {
  return isNested(name) ? nested[name](metrics) : (metrics[name] ?? null);
}

function isNested(name: FigureName): name is keyof typeof nested {
  return name in nested;
}

/** Maps come from the engine in no order; the same month must always read the same. */
function sorted(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
