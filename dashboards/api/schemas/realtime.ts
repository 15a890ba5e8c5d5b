import { Type } from 'typebox';
import { asOfProperty } from './range-query.ts';

export const realtimeQuery = Type.Object({}, { additionalProperties: false });
export const realtimeAnswer = Type.Object({
  at: Type.String({ description: 'Now, an instant' }),
  asOf: asOfProperty,
  visitors: Type.Integer({ description: 'Distinct persons with an event in the last 5 minutes' }),
  minutes: Type.Array(
    Type.Object({
      at: Type.String({ description: 'Start of the minute, an instant' }),
      visitors: Type.Integer({ description: 'Distinct persons with an event in the minute' }),
    }),
    { description: 'The last 30 minutes on the clock; the last one is still running' },
  ),
});
export const liveHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({ description: 'The id of the last event that arrived', maxLength: 100 }),
  ),
});
export const liveEvents = Type.String({
  description:
    'Server-sent events `realtime`: the answer of realtime whenever its numbers change, the whole state each time, with an id to come back with. Comments keep a quiet stream open. It ends after an hour, when the token expires and when the server stops: connect again.',
});
