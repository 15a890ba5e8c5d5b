import { Type } from 'typebox';
import { asOfProperty } from './range-query.ts';

const open = { additionalProperties: true };

export const travelerParams = Type.Object({ id: Type.String({ description: 'travelerId' }) });
export const travelerYearParams = Type.Object({
  id: Type.String({ description: 'travelerId' }),
  year: Type.String({
    description:
      'Calendar year, YYYY; `.json`, `.csv`, `.pdf`, `.parquet` or `.arrow` after it chooses the format',
    examples: ['2025', '2025.csv'],
  }),
});
export const travelerYearQuery = Type.Object(
  {
    version: Type.Optional(
      Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('live')], {
        description:
          'A closed version, or `live` for what is known now. Default: the newest closed version, live while the year is open.',
      }),
    ),
    locale: Type.Optional(Type.String({ description: 'Of the PDF, BCP 47. Default: en-GB.' })),
    inline: Type.Optional(
      Type.Boolean({ description: 'Of a PDF: to be shown in a page of this address rather than downloaded' }),
    ),
  },
  { additionalProperties: false },
);
export const noQuery = Type.Object({}, { additionalProperties: false });

export const travelerYearsAnswer = Type.Object({
  travelerId: Type.String(),
  asOf: asOfProperty,
  years: Type.Array(
    Type.Object({
      year: Type.Integer(),
      version: Type.Integer(),
      state: Type.String(),
      closesOn: Type.String({ description: 'The day on which the year is due to be closed' }),
      trips: Type.Integer(),
    }),
    { description: 'The newest first' },
  ),
});

export const travelerYearAnswer = Type.Object(
  {
    travelerId: Type.String(),
    year: Type.Integer(),
    version: Type.Integer(),
    asOf: asOfProperty,
    layout: Type.String({ description: 'none, one or many: how many trips there are to tell of' }),
    home: Type.Object({
      country: Type.Union([Type.String(), Type.Null()]),
      source: Type.String({ description: 'profile, travelerCountry or unknown' }),
    }),
    metrics: Type.Object({}, open),
    previousYear: Type.Union([Type.Object({}, open), Type.Null()]),
    trips: Type.Array(Type.Object({}, open)),
  },
  open,
);
