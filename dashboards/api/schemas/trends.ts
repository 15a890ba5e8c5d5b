import { Type } from 'typebox';
import { trendDimensions } from '../trends.ts';
import { asOfProperty } from './range-query.ts';

const abouts: Record<(typeof trendDimensions)[number], string> = {
  destination: 'Bookings by booking month: city and country where they go',
  startWeekday: 'Booked and completed reservations by start month: 1 is Monday',
  leadTime: 'Bookings by booking month: days from booking to start',
  vendor: 'Bookings by booking month',
  travelerCountry: 'Bookings by booking month: alpha-2',
  updatesBySource: 'Updates by the month of change',
  updatesByVendor: 'Updates by the month of change',
};
const numberOrNull = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });
const rows = (description: string) =>
  Type.Array(
    Type.Object({
      key: Type.Union([Type.String(), Type.Null()], {
        description: 'Empty where it is not known; null for what was under 5 and joined',
      }),
      count: Type.Integer(),
      share: Type.Number(),
      lastYear: numberOrNull('The same month last year; null under 5'),
      growth: numberOrNull('count / lastYear - 1'),
    }),
    { description },
  );
const frequencies = Type.Array(
  Type.Object({
    key: Type.String(),
    updates: Type.Integer({ description: 'Updated versions in the month' }),
    reservations: Type.Integer({ description: 'Reservations live at any instant of the month' }),
    updatesPerReservation: Type.Number({ description: 'updates / reservations' }),
    medianHoursBetween: numberOrNull(
      'Of versions in the month, from the one before; null where none has one',
    ),
    lastChangeAt: Type.Union([Type.String(), Type.Null()], {
      description: "How fresh: the month's last change, an instant; null without any",
    }),
  }),
  { description: 'Most reservations first; those with under 5 are left out. Not in the CSV.' },
);
const month = (description: string) => Type.Optional(Type.String({ description, examples: ['2026-05'] }));

export const trendsQuery = Type.Object(
  {
    from: month('First month, YYYY-MM. Default: 11 months before `to`.'),
    to: month('Last month, included. Default: the running month in UTC.'),
    type: Type.Optional(
      Type.Enum(['hotel', 'flight', 'car'], { description: 'Only of this type. Default: all.' }),
    ),
  },
  { additionalProperties: false },
);
export const trendsAnswer = Type.Object({
  from: Type.String(),
  to: Type.String(),
  type: Type.Union([Type.String(), Type.Null()]),
  asOf: asOfProperty,
  months: Type.Array(
    Type.Object({
      period: Type.String(),
      updateFrequency: Type.Object({ source: frequencies, vendor: frequencies }),
      trends: Type.Object(
        Object.fromEntries(trendDimensions.map((dimension) => [dimension, rows(abouts[dimension])])),
      ),
    }),
  ),
});
