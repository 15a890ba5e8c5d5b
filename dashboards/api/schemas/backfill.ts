import { Type } from 'typebox';

const order = {
  model: Type.String(),
  from: Type.String({ format: 'date-time', description: 'Slices that overlap the range, to not included' }),
  to: Type.String({ format: 'date-time' }),
};

export const backfillOrder = Type.Object(
  {
    ...order,
    downstream: Type.Optional(
      Type.Boolean({ description: 'Also the slices of later models. Default false.' }),
    ),
    newestFirst: Type.Optional(Type.Boolean({ description: 'Default false' })),
  },
  { additionalProperties: false },
);

export const backfillPath = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const backfillAnswer = Type.Object({
  id: Type.String(),
  ...order,
  downstream: Type.Boolean(),
  newestFirst: Type.Boolean(),
  state: Type.String({ description: 'started, done, cancelled or failed' }),
  origin: Type.String({
    description: 'api: the scheduler works on it; command: the process that was called',
  }),
  since: Type.String({ description: 'What was published after this instant is done' }),
  changedAt: Type.String(),
  done: Type.Integer({ description: 'Slices' }),
  total: Type.Integer({ description: 'Slices; 0 until it is known' }),
  message: Type.String(),
});

export const backfillsAnswer = Type.Object({
  backfills: Type.Array(backfillAnswer, { description: 'The latest changed first' }),
});
