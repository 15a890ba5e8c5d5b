import { Type } from 'typebox';
import { attributionKeys, attributionModels } from '../attribution.ts';
import { asOfProperty, filterProperty, rangeAnswer, rangeProperties } from './range-query.ts';

const strict = { additionalProperties: false };
const share = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });

export const funnelQuery = Type.Object(
  {
    ...rangeProperties,
    filter: filterProperty,
    steps: Type.String({
      description:
        'Comma-separated, in order, at most 10: `page:<path>` (a page or screen view), `event:<name>` (a track event), `booking`.',
      examples: ['page:/search,event:Product Viewed,booking'],
    }),
    window: Type.Optional(
      Type.String({
        description:
          'Every step must come within this span of the first entry in the range; it may pass `to`. 7d, 12h, 30m, at most 90d. Default 7d.',
        examples: ['7d'],
      }),
    ),
  },
  strict,
);
export const funnelAnswer = Type.Object({
  ...rangeAnswer,
  asOf: asOfProperty,
  steps: Type.Array(
    Type.Object({
      name: Type.String({ description: 'The step as it was asked for' }),
      visitors: Type.Integer({ description: 'Distinct persons who came this far' }),
      fromPrevious: share('Share of the step before, 0..1; null for the first'),
      fromStart: share('Share of the first step, 0..1; null where nobody entered'),
      medianSeconds: share('Median time since the step before; null for the first'),
    }),
  ),
});

export const retentionQuery = Type.Object(
  {
    ...rangeProperties,
    filter: filterProperty,
    unit: Type.Optional(
      Type.Union([Type.Literal('week'), Type.Literal('month')], {
        description:
          'Of the zone; weeks start on Monday. The range is widened to whole units; without `from` it has 12. Default: week.',
      }),
    ),
  },
  strict,
);
export const retentionAnswer = Type.Object({
  ...rangeAnswer,
  asOf: asOfProperty,
  unit: Type.String(),
  cohorts: Type.Array(
    Type.Object({
      at: Type.String({ description: 'Start of the unit, an instant' }),
      visitors: Type.Integer({ description: 'Persons whose first session ever starts in the unit' }),
      returned: Type.Array(
        Type.Object({
          n: Type.Integer({ description: 'Calendar units after that of the cohort; 0 is its own' }),
          visitors: Type.Integer({ description: 'Of the cohort, those with a session in the unit' }),
          rate: share('Of the cohort, 0..1; null for an empty one'),
        }),
        { description: 'As far as units have begun; the last one may still be running' },
      ),
    }),
  ),
});

const credit = {
  credit: Type.Number({ description: 'In bookings, to the millionth: 1 is a whole booking' }),
  grossValue: Type.String({
    description: 'Gross value of the bookings, shared as the credit is (decimal string)',
  }),
};

export const attributionQuery = Type.Object(
  {
    ...rangeProperties,
    filter: filterProperty,
    model: Type.Optional(
      Type.Enum([...attributionModels], {
        description:
          'first touch; last touch (Direct only where there is nothing else); linear; position (40/20/40); decay (half-life 7 days). Default: last.',
      }),
    ),
    by: Type.Optional(Type.Enum([...attributionKeys], { description: 'Default: channel.' })),
    window: Type.Optional(
      Type.String({ description: 'How long before the booking a touch counts, at most 90d. Default 30d.' }),
    ),
  },
  strict,
);
export const attributionAnswer = Type.Object({
  ...rangeAnswer,
  currency: Type.String(),
  asOf: asOfProperty,
  model: Type.String(),
  by: Type.String(),
  rows: Type.Array(
    Type.Object({ key: Type.String({ description: "'' for touches that have none" }), ...credit }),
    {
      description:
        "Touches of the booking's person: session starts, and within sessions each event that brings another campaign, ad click or external referrer",
    },
  ),
  unattributed: Type.Object(credit, { description: 'Bookings without a touch in the window' }),
});

export const pathsQuery = Type.Object(
  {
    ...rangeProperties,
    filter: filterProperty,
    start: Type.Optional(
      Type.String({
        description:
          'Where paths begin: `page:<path>` (a page or screen view) or `event:<name>` (a track event), the first one of a session in the range. Default: the first page of each session.',
        examples: ['page:/search'],
      }),
    ),
    depth: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10, description: 'Most pages of a path. Default 3.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Rows. Default 50.' })),
    cursor: Type.Optional(Type.String({ description: '`next` of the answer before' })),
  },
  strict,
);
export const pathsAnswer = Type.Object({
  ...rangeAnswer,
  asOf: asOfProperty,
  start: Type.Union([Type.String(), Type.Null()], { description: 'As it was asked for' }),
  sessions: Type.Integer({ description: 'Sessions with the start in the range' }),
  rows: Type.Array(
    Type.Object({
      pages: Type.Array(Type.String(), {
        description: 'The pages that follow the start, the same one after another counted once',
      }),
      ends: Type.Boolean({ description: 'The session has no further page in the range' }),
      sessions: Type.Integer(),
      share: Type.Number({ description: 'Of all sessions with the start, 0..1' }),
    }),
    { description: 'Most sessions first' },
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});
