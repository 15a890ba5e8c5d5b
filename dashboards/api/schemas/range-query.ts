import { Type } from 'typebox';
import { filterDescription } from '../filter.ts';

/** The parameters of a range of time, as every affiliate's path takes them. */
export const rangeProperties = {
  from: Type.Optional(
    Type.String({
      description:
        'Start, included: an ISO date (midnight in tz) or an instant with its offset (widened to the quarter-hour before). Default: 30 days before `to`.',
      examples: ['2026-03-01', '2026-03-01T00:00:00Z'],
    }),
  ),
  to: Type.Optional(
    Type.String({
      description:
        'End, excluded: an ISO date (midnight at its start in tz, so that day is not in the range) or an instant (widened to the quarter-hour after). Default: the end of today.',
      examples: ['2026-04-01'],
    }),
  ),
  tz: Type.Optional(
    Type.String({ description: "IANA zone. Default: the affiliate's own.", examples: ['Europe/Berlin'] }),
  ),
};

/** What a path answers about less than everything. */
export const filterProperty = Type.Optional(
  Type.Union([Type.String(), Type.Array(Type.String())], {
    description: filterDescription,
    examples: ['country:eq:DE,FR', 'campaign:ne:spring'],
  }),
);

/** What every answer about a range repeats: the range as it was used. */
export const rangeAnswer = {
  from: Type.String({ description: 'Start of the range as used, an instant' }),
  to: Type.String({ description: 'End of the range as used, excluded, an instant' }),
  tz: Type.String(),
};

export const asOfProperty = Type.Union([Type.String(), Type.Null()], {
  description: 'The numbers are complete up to this instant; null before anything was computed',
});
