import { Type } from 'typebox';

export const referenceAnswer = Type.Object({
  lists: Type.Array(
    Type.Object({
      list: Type.String({
        description: 'airports, countries, currencies, emissionFactors, exchangeRates or timeZones',
      }),
      source: Type.String({ description: 'Whose it is' }),
      version: Type.String({
        description: "Which edition; of exchange rates the newest day; '' where nobody said",
      }),
      licence: Type.Union([Type.String(), Type.Null()]),
      entries: Type.Union([Type.Integer(), Type.Null()]),
      recordedAt: Type.Union([Type.String(), Type.Null()], {
        description: 'When it came into the warehouse; null for what comes with the program',
      }),
    }),
  ),
});
