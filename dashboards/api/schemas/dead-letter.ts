import { Type } from 'typebox';

export const deadLettersQuery = Type.Object(
  {
    affiliate: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Its code' })),
    replayed: Type.Optional(
      Type.Boolean({ description: 'Also those that were sent in again. Default false.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Default 50.' })),
  },
  { additionalProperties: false },
);

export const deadLettersAnswer = Type.Object({
  asOf: Type.String({ description: 'When they were read' }),
  deadLetters: Type.Array(
    Type.Object({
      receiptId: Type.String(),
      receivedAt: Type.String(),
      affiliateId: Type.String({ description: "'' where it is not known" }),
      kind: Type.String({ description: 'event or change' }),
      reason: Type.String({ description: 'The code that the sender was told' }),
      message: Type.String({ description: 'The reason in words' }),
      replayedAt: Type.Union([Type.String(), Type.Null()], { description: 'When it was sent in again' }),
    }),
    {
      description: 'What could not be stored, the latest first; without what it holds, which may name people',
    },
  ),
});

export const replayOrder = Type.Object(
  {
    receiptIds: Type.Array(Type.String({ format: 'uuid' }), {
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      description: 'Of dead letters that were not sent in again yet',
    }),
  },
  { additionalProperties: false },
);

export const replayAnswer = Type.Object({
  replayed: Type.Integer({ description: 'Sent in again' }),
  accepted: Type.Integer(),
  refused: Type.Array(
    Type.Object({ receiptId: Type.String(), code: Type.String(), message: Type.String() }),
    { description: 'Refused again: each is a new dead letter' },
  ),
});
