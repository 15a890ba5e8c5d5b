import { Type } from 'typebox';
import { asOfProperty } from './range-query.ts';

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
      asOf: Type.String({ description: 'What its newest run took for now' }),
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
