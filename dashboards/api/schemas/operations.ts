import { Type } from 'typebox';
import { asOfProperty, rangeAnswer, rangeProperties } from './range-query.ts';

export const pipelinesQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Runs. Default 50.' })) },
  { additionalProperties: false },
);

export const runsQuery = Type.Object(
  {
    ...pipelinesQuery.properties,
    model: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    state: Type.Optional(Type.Enum(['started', 'published', 'failed', 'abandoned', 'cancelled'])),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the answer before' })),
  },
  { additionalProperties: false },
);

const foundBy = Type.Object({
  check: Type.String(),
  severity: Type.String({ description: 'warning, or blocking: then it was not published' }),
  rowsFailing: Type.Integer(),
});

const runList = Type.Array(
  Type.Object({
    id: Type.String(),
    model: Type.String(),
    state: Type.String({ description: 'started, published, failed, abandoned or cancelled' }),
    startedAt: Type.String(),
    changedAt: Type.String({ description: 'When it reached its state' }),
    slices: Type.Integer(),
    firstSlice: Type.String(),
    lastSlice: Type.String(),
    rows: Type.Integer(),
    elapsedMs: Type.Integer(),
    message: Type.String(),
    checks: Type.Array(foundBy, { description: 'What checks found in it' }),
  }),
  { description: 'The newest first' },
);

export const runsAnswer = Type.Object({
  asOf: Type.String({ description: 'When the ledger was read' }),
  runs: runList,
  next: Type.Union([Type.String(), Type.Null()], { description: 'The cursor of the next page' }),
});

export const lineageQuery = Type.Object(
  { model: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Default: all' })) },
  { additionalProperties: false },
);

const names = (description: string) => Type.Array(Type.String(), { description });

export const lineageAnswer = Type.Object({
  models: Type.Array(
    Type.Object({
      model: Type.String(),
      about: Type.String(),
      owner: Type.String(),
      slice: Type.String({ description: 'How it is cut: hour, day, month, bucket, all; or view' }),
      grain: names('The columns that identify a row'),
      freshWithinMs: Type.Union([Type.Integer(), Type.Null()], {
        description: 'The promise; null for views',
      }),
      columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String(), about: Type.String() })),
      reads: Type.Array(
        Type.Object({
          label: Type.String(),
          kind: Type.String({ description: 'model, table, loader, previous, clock or lookup' }),
          name: Type.String({ description: 'Of the model or table' }),
          makesSlices: Type.Boolean({ description: 'False: what changes there only builds slices again' }),
        }),
      ),
      readBy: names('The models that read it by name'),
      upstream: names('Every model that it is made from, the first made first'),
      downstream: names('Every model that is made from it, the first made first'),
      checks: Type.Array(Type.Object({ name: Type.String(), severity: Type.String() })),
    }),
    { description: 'Each after those that it reads' },
  ),
});

export const pipelinesAnswer = Type.Object({
  asOf: asOfProperty,
  models: Type.Array(
    Type.Object({
      model: Type.String(),
      slices: Type.Integer(),
      rows: Type.Integer(),
      firstSlice: Type.String(),
      lastSlice: Type.String(),
      publishedAt: Type.String({ description: 'When the newest of its slices was published' }),
      asOf: asOfProperty,
      freshWithinMs: Type.Union([Type.Integer(), Type.Null()], {
        description: 'The promise: what arrived is in the numbers after this time',
      }),
      latenessMs: Type.Union([Type.Integer(), Type.Null()], {
        description: 'Time since asOf; more than the promise is late',
      }),
    }),
  ),
  runs: runList,
});

export const accountingQuery = Type.Object({ ...rangeProperties }, { additionalProperties: false });

export const accountingAnswer = Type.Object({
  ...rangeAnswer,
  asOf: asOfProperty,
  accounts: Type.Array(
    Type.Object(
      {
        affiliateId: Type.String({
          description: "'' for changes without an affiliate and what cannot be read",
        }),
        kind: Type.String({ description: 'event or change' }),
        received: Type.Integer(),
        stored: Type.Integer(),
        duplicate: Type.Integer(),
        rejected: Type.Integer(),
        rejectedByReason: Type.Record(Type.String(), Type.Integer()),
        erased: Type.Integer(),
        expired: Type.Integer(),
        missing: Type.Integer({ description: 'Accepted, but not in the tables: 0, or something was lost' }),
      },
      {
        description:
          'received = stored + duplicate + rejected + erased + expired + missing, when nothing is pending',
      },
    ),
  ),
  pending: Type.Array(Type.Object({ topic: Type.String(), messages: Type.Integer() }), {
    description: 'Messages that the loader has still to take',
  }),
});
