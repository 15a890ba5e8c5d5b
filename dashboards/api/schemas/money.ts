import { Type } from 'typebox';
import { statuses } from '../money/bookings.ts';
import { tiles } from '../money/tile.ts';
import { asOfProperty, rangeAnswer, rangeProperties } from './range-query.ts';

const strict = { additionalProperties: false };
const orNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description });
const amount = (description: string) => Type.String({ description: `${description} (decimal string)` });
const cursor = Type.Optional(Type.String({ description: '`next` of the answer before' }));
const next = Type.Union([Type.String(), Type.Null()]);

const original = Type.Union([Type.Object({ amount: Type.String(), currency: Type.String() }), Type.Null()]);
const valueEntry = {
  version: Type.Integer({ description: 'The version of the reservation that made the entry' }),
  at: Type.String({ description: 'bookedAt for gross, changedAt for the others' }),
  kind: Type.String({
    description:
      'gross, adjusted, cancelled, reinstated, deleted, or transferred from or to another affiliate',
  }),
  status: Type.String({ description: 'The status after it' }),
  value: orNull('Signed difference (decimal string); null without a rate'),
  currency: Type.String({ description: "The affiliate's at booking" }),
  original,
  completedValue: orNull('The value at completion, where this entry completes'),
  problem: orNull('no_rate or no_amount'),
};
const commissionEntry = Type.Object({
  version: Type.Integer(),
  at: Type.String(),
  kind: Type.String({ description: 'accrued, adjusted (upwards), approved, declined or reversed' }),
  rate: Type.String(),
  currency: Type.String(),
  pending: amount('Signed change of the balance that is neither approved nor declined'),
  approved: amount('Signed change of the balance that is approved'),
});
const balances = Type.Object({ pending: Type.String(), approved: Type.String() });
const unconverted = Type.Object({
  count: Type.Integer(),
  amounts: Type.Array(Type.Object({ currency: Type.String(), amount: Type.String() })),
});

export const bookingsQuery = Type.Object(
  {
    ...rangeProperties,
    tile: Type.Optional(
      Type.Enum([...tiles], {
        description:
          'Which tile of the overview to open: the bookings behind it in the range, and the same sum. bookings: booked in the range; commissionPending: with a balance at `to`; others: with such an entry in the range. Default: bookings.',
      }),
    ),
    status: Type.Optional(
      Type.String({
        description: `Present status, comma-separated, of: ${statuses.join(', ')}. Default: any.`,
        examples: ['booked,completed'],
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Bookings. Default 50.' })),
    cursor,
  },
  strict,
);
export const bookingsAnswer = Type.Object({
  ...rangeAnswer,
  currency: Type.String(),
  asOf: asOfProperty,
  tile: Type.String(),
  total: Type.Object(
    {
      bookings: Type.Integer(),
      entries: Type.Integer({ description: 'Entries that the tile counts' }),
      amount: orNull('Their sum (decimal string); null where the tile is a count'),
    },
    { description: 'Of all pages' },
  ),
  bookings: Type.Array(
    Type.Object({
      reservationId: Type.String(),
      status: Type.String({ description: 'Present; transferred: it is another affiliate’s now' }),
      type: Type.String(),
      vendorId: Type.String(),
      destination: Type.Object({
        airport: orNull('IATA, of flights'),
        city: orNull('City'),
        country: orNull('alpha-2'),
      }),
      bookedAt: Type.String(),
      startAt: Type.String(),
      endAt: Type.String(),
      timezone: Type.String({ description: 'The zone that start and end are local to' }),
      price: original,
      value: amount("Sum of the entries in the affiliate's currency"),
      commission: balances,
      inTile: orNull('What it adds to the tile (decimal string); null where that is a count'),
      valueEntries: Type.Array(
        Type.Object({
          ...valueEntry,
          counted: Type.Boolean({ description: 'The tile counts it' }),
        }),
      ),
      commissionEntries: Type.Array(commissionEntry),
    }),
  ),
  next,
});

export const statementParams = Type.Object({
  id: Type.String({ description: 'affiliateId' }),
  period: Type.String({
    description: "Month in the affiliate's zone, YYYY-MM; .json or .csv after it chooses the format",
    examples: ['2026-08', '2026-08.csv'],
  }),
});
export const statementQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 5_000,
        description: 'Entries. Default: 1,000; of CSV 100,000, of PDF 300. The sums are of the whole month.',
      }),
    ),
    cursor,
    locale: Type.Optional(Type.String({ description: 'Of the PDF, BCP 47. Default: en-GB.' })),
  },
  strict,
);
const values = Type.Object(
  {
    bookings: Type.Integer(),
    grossValue: Type.String(),
    adjustedValue: Type.String(),
    cancellations: Type.Integer(),
    cancelledValue: Type.String(),
    reinstatedValue: Type.String(),
    deletedValue: Type.String(),
    transferredValue: Type.String(),
    netValue: Type.String(),
    completedValue: Type.String(),
  },
  { description: "The overview's of the month" },
);
export const statementAnswer = Type.Object({
  affiliateId: Type.String(),
  name: Type.String(),
  period: Type.String(),
  ...rangeAnswer,
  currency: Type.String(),
  asOf: asOfProperty,
  phase: Type.String({ description: 'running: the month still changes; past' }),
  value: values,
  commission: Type.Object(
    {
      pending: Type.Object({
        opening: amount('Balance when the month begins'),
        accrued: amount('On new, reinstated and transferred value'),
        adjusted: amount('On value that was raised'),
        declined: amount('Lost while pending, negative'),
        approved: amount('Approved by completion, negative: it leaves this balance'),
        closing: amount('Balance when the month ends'),
      }),
      approved: Type.Object({
        opening: amount('Balance when the month begins'),
        approved: amount('Approved by completion'),
        reversed: amount('Lost after approval, negative'),
        closing: amount('Balance when the month ends'),
      }),
    },
    { description: 'Every flow is signed: opening + flows = closing' },
  ),
  earlierBookings: Type.Object(
    { entries: Type.Integer(), value: Type.String(), commission: balances },
    { description: 'What of it belongs to bookings of earlier months' },
  ),
  unconverted,
  withoutAmount: Type.Integer(),
  entries: Type.Array(
    Type.Object({
      reservationId: Type.String(),
      vendorId: Type.String(),
      type: Type.String(),
      bookedAt: Type.String(),
      isEarlierBooking: Type.Boolean(),
      ...valueEntry,
      commission: Type.Array(commissionEntry),
    }),
  ),
  next,
});
export const statementsAnswer = Type.Object({
  affiliateId: Type.String(),
  tz: Type.String(),
  currency: Type.String(),
  asOf: asOfProperty,
  statements: Type.Array(
    Type.Object({
      period: Type.String(),
      phase: Type.String(),
      entries: Type.Integer(),
      netValue: Type.String(),
      commission: Type.Object(
        { pending: Type.String(), approved: Type.String() },
        { description: 'Balances when the month ends' },
      ),
    }),
    { description: 'From the first entry to now, the newest first' },
  ),
});
