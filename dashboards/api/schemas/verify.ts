import { Type } from 'typebox';

export const verifyAnswer = Type.Object({
  isOurs: Type.Boolean({
    description:
      'True where these very bytes were handed out as the PDF of a closed report that you may see. PDFs of open periods are not kept.',
  }),
  report: Type.Union([
    Type.Object({
      kind: Type.String({ description: 'vendor-month or traveler-year' }),
      vendorId: Type.Optional(Type.String()),
      travelerId: Type.Optional(Type.String()),
      period: Type.String(),
      version: Type.Integer(),
      audience: Type.String({ description: 'support, shared or traveler' }),
      locale: Type.String(),
      seal: Type.String({ description: 'What its book was known by when it was drawn' }),
      sha256: Type.String({ description: 'Of the PDF' }),
    }),
    Type.Null(),
  ]),
});
