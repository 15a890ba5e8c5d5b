import { Type } from 'typebox';
import { asOfProperty, rangeAnswer, rangeProperties } from './range-query.ts';

export const pipelinesQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Runs. Default 50.' })) },
  { additionalProperties: false },
);

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
    }),
  ),
  runs: Type.Array(
    Type.Object({
      id: Type.String(),
      model: Type.String(),
      state: Type.String({ description: 'started, published, failed or abandoned' }),
      startedAt: Type.String(),
      changedAt: Type.String({ description: 'When it reached its state' }),
      slices: Type.Integer(),
      rows: Type.Integer(),
      elapsedMs: Type.Integer(),
      message: Type.String(),
    }),
    { description: 'The newest first' },
  ),
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
