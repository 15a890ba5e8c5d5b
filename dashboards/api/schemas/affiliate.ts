import { Type, type TSchema } from 'typebox';
import { breakdownMetrics, dimensions, dimensionMetrics, type BreakdownMetric } from '../breakdown-metric.ts';
import { metricNames, metrics, type MetricName } from '../metric.ts';
import { asOfProperty, filterProperty, rangeAnswer, rangeProperties } from './range-query.ts';

const strict = { additionalProperties: false };
const money = (description: string) => Type.String({ description: `${description} (decimal string)` });

/** The schema of a metric's values. */
function metricSchema(name: BreakdownMetric): TSchema {
  const { unit, about } = breakdownMetrics[name];
  if (unit === 'count') return Type.Integer({ description: about });
  if (unit === 'money')
    return Type.Union([Type.String(), Type.Null()], { description: `${about} (decimal string)` });
  return Type.Union([Type.Number(), Type.Null()], { description: `${about}; null without any` });
}

const inCommission = new Set<MetricName>(['commissionApproved', 'commissionDeclined', 'commissionReversed']);
const tiles = metricNames.filter((name) => !inCommission.has(name));
const overviewMetrics = Type.Object({
  ...Object.fromEntries(tiles.map((name) => [name, metricSchema(name)])),
  commission: Type.Object({
    pending: money('Balance at `to`, neither approved nor declined'),
    approved: money(metrics.commissionApproved.about),
    declined: money(metrics.commissionDeclined.about),
    reversed: money(metrics.commissionReversed.about),
  }),
  unconverted: Type.Object(
    {
      count: Type.Integer(),
      amounts: Type.Array(Type.Object({ currency: Type.String(), amount: Type.String() })),
    },
    {
      description:
        'Entries of value in the range that are in no sum, as there was no rate into the currency: how many, and their signed amounts by currency',
    },
  ),
  withoutAmount: Type.Integer({
    description: 'Bookings of the range without an amount: worth nothing until one is told',
  }),
});

export const overviewQuery = Type.Object(
  {
    ...rangeProperties,
    filter: filterProperty,
    compare: Type.Optional(
      Type.Union([Type.Literal('previous'), Type.Literal('year')], {
        description:
          'Whole calendar months, quarters and years compare with whole ones; other ranges with as many days before; a running period with the same elapsed part.',
      }),
    ),
  },
  strict,
);
export const overviewAnswer = Type.Object({
  ...rangeAnswer,
  currency: Type.String(),
  asOf: asOfProperty,
  metrics: overviewMetrics,
  compare: Type.Optional(
    Type.Object({ from: rangeAnswer.from, to: rangeAnswer.to, metrics: overviewMetrics }),
  ),
});

export const timeseriesQuery = Type.Object(
  {
    ...rangeProperties,
    filter: filterProperty,
    metrics: Type.Optional(
      Type.String({
        description: `Comma-separated, of: ${metricNames.join(', ')}. Default: visitors,sessions,pageviews.`,
        examples: ['visitors,sessions'],
      }),
    ),
    granularity: Type.Optional(
      Type.Union([Type.Literal('hour'), Type.Literal('day'), Type.Literal('week'), Type.Literal('month')], {
        description: 'Of the zone; weeks start on Monday. Default: day. At most 2,500 points.',
      }),
    ),
  },
  strict,
);
export const timeseriesAnswer = Type.Object({
  ...rangeAnswer,
  currency: Type.String(),
  asOf: asOfProperty,
  granularity: Type.String(),
  points: Type.Array(
    Type.Object({
      at: Type.String({ description: 'Start of the point, an instant; `from` where the range cuts it' }),
      ...Object.fromEntries(metricNames.map((name) => [name, Type.Optional(metricSchema(name))])),
    }),
  ),
});

export const breakdownQuery = Type.Object(
  {
    ...rangeProperties,
    filter: filterProperty,
    by: Type.Enum([...dimensions], {
      description:
        'Sessions have their dimensions from their first event that is not silent; referrer is the host of another site, country alpha-2. A booking belongs to the value of its session (see filter), by=vendor and by=destination to its own. A session may have many pages and events: their rows do not sum.',
    }),
    metrics: Type.Optional(
      Type.String({
        description: `Comma-separated; the first sorts, highest first. ${dimensions
          .map((by) => `by=${by}: ${dimensionMetrics[by].join(', ')}`)
          .join('. ')}. Default: all; where there is traffic, that.`,
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Rows. Default 50.' })),
    cursor: Type.Optional(Type.String({ description: '`next` of the answer before' })),
  },
  strict,
);
export const breakdownAnswer = Type.Object({
  ...rangeAnswer,
  currency: Type.String(),
  asOf: asOfProperty,
  by: Type.String(),
  rows: Type.Array(
    Type.Object({
      key: Type.String({ description: "'' where there is none, and for events without a page or session" }),
      ...Object.fromEntries(
        [...new Set(dimensions.flatMap((by) => dimensionMetrics[by]))].map((name) => [
          name,
          Type.Optional(metricSchema(name)),
        ]),
      ),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});

export const affiliateParams = Type.Object({ id: Type.String({ description: 'affiliateId' }) });
