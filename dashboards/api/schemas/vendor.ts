import { Type } from 'typebox';
import { asOfProperty } from './range-query.ts';

const strict = { additionalProperties: false };

export const vendorParams = Type.Object({ id: Type.String({ description: 'vendorId' }) });
export const vendorMonthParams = Type.Object({
  id: Type.String({ description: 'vendorId' }),
  period: Type.String({
    description: 'Calendar month, YYYY-MM; .json, .csv, .pdf, .parquet or .arrow after it chooses the format',
    examples: ['2026-03', '2026-03.csv'],
  }),
});
export const nothing = Type.Object({}, strict);

export const vendorsAnswer = Type.Object({
  asOf: asOfProperty,
  vendors: Type.Array(
    Type.Object({
      vendorId: Type.String(),
      type: Type.String(),
      name: Type.String(),
      timezone: Type.String(),
      currency: Type.String(),
      owner: Type.String(),
      country: Type.String(),
      city: Type.String(),
      class: Type.String(),
    }),
  ),
});

export const vendorMonthsAnswer = Type.Object({
  vendorId: Type.String(),
  vendorName: Type.String(),
  type: Type.String(),
  currency: Type.String(),
  timezone: Type.String(),
  asOf: asOfProperty,
  months: Type.Array(
    Type.Object({
      period: Type.String(),
      version: Type.Integer(),
      state: Type.String(),
      closesOn: Type.String({ description: 'The day on which the month is due to be closed' }),
    }),
  ),
});

export const vendorMonthQuery = Type.Object(
  {
    version: Type.Optional(
      Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('live')], {
        description:
          'A closed version, or `live` for what is known now. Default: the newest closed version, live while the month is open.',
      }),
    ),
    audience: Type.Optional(
      Type.Union([Type.Literal('support'), Type.Literal('shared')], {
        description: 'A shared copy names no affiliates. Default: support for JSON, shared for files.',
      }),
    ),
    locale: Type.Optional(Type.String({ description: 'Of the PDF, BCP 47. Default: en-GB.' })),
    inline: Type.Optional(
      Type.Boolean({ description: 'Of a PDF: to be shown in a page of this address rather than downloaded' }),
    ),
  },
  strict,
);
export const versionsAnswer = Type.Object({
  vendorId: Type.String(),
  period: Type.String(),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      closedAt: Type.String(),
      watermark: Type.String({ description: 'What was received before this instant is in it' }),
      seal: Type.String({ description: 'What the book is known by' }),
    }),
    { description: 'The first one first; versions in which nothing of this vendor changed are left out' },
  ),
});

export const changesQuery = Type.Object(
  {
    from: Type.Optional(Type.Integer({ minimum: 1, description: 'A version. Default: the first.' })),
    to: Type.Optional(
      Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('live')], {
        description: 'A version, or `live` for what is known now, which is the default',
      }),
    ),
  },
  strict,
);
export const changesAnswer = Type.Object({
  vendorId: Type.String(),
  period: Type.String(),
  from: Type.Integer(),
  to: Type.Union([Type.Integer(), Type.String()]),
  changes: Type.Array(
    Type.Object({
      figure: Type.String({ examples: ['roomRevenue', 'mix.source.agency'] }),
      from: Type.Union([Type.Number(), Type.String(), Type.Null()]),
      to: Type.Union([Type.Number(), Type.String(), Type.Null()]),
    }),
  ),
});

export const vendorMonthAnswer = Type.Object(
  {
    vendorId: Type.String(),
    period: Type.String(),
    version: Type.Integer(),
    currency: Type.String(),
    timezone: Type.String(),
    asOf: asOfProperty,
    metrics: Type.Object({}, { additionalProperties: true }),
    comparisons: Type.Object({}, { additionalProperties: true }),
    mix: Type.Object({}, { additionalProperties: true }),
  },
  { additionalProperties: true },
);
