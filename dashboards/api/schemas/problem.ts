import { Type, type TSchema } from 'typebox';

const problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String({ description: 'Stable: what a program switches on' }),
    requestId: Type.String(),
    at: Type.String(),
    errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
  },
  { description: 'RFC 9457' },
);

/** An answer that is not a success. */
export const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});

/** The answers of a path: 200 in each media type that it has, and the refusals that all have. */
export function answers(byMediaType: Readonly<Record<string, TSchema>>) {
  const content = Object.fromEntries(Object.entries(byMediaType).map(([type, schema]) => [type, { schema }]));
  return {
    200: { description: 'Success', content },
    400: refusal('A parameter is not valid: `errors` names it'),
    401: refusal('No valid token'),
    404: refusal('Does not exist, or you may not see it'),
    406: refusal('Not in this format'),
    503: refusal('Not available for the moment, see Retry-After'),
  };
}

export const csvText = Type.String({ description: 'RFC 4180; asOf is in the header Milepost-As-Of' });

/** A file, as OpenAPI 3.1 writes it: a media type without a text schema. */
export const pdfBytes = Type.Unsafe<Uint8Array>({
  description: 'PDF/UA; asOf is in the header Milepost-As-Of',
});

/** The typed tables of a report. */
export const tableFileAnswers = {
  'application/vnd.apache.parquet': Type.Unsafe<Uint8Array>({
    description: 'The rows of the CSV with types: doubles, money as decimals beside them',
  }),
  'application/vnd.apache.arrow.file': Type.Unsafe<Uint8Array>({
    description: 'The same in Arrow’s file format, not compressed',
  }),
};
