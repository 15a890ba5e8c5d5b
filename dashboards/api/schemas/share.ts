import { Type } from 'typebox';

const strict = { additionalProperties: false };

export const shareParams = Type.Object({ id: Type.String({ description: 'shareId' }) });
export const shareOrder = Type.Object(
  {
    expiresIn: Type.String({
      description: 'How long the link works: 7d, 12h, 30m, at most 90d',
      examples: ['7d'],
      maxLength: 10,
    }),
    password: Type.Optional(
      Type.String({ minLength: 8, maxLength: 200, description: 'Asked for when the link is opened' }),
    ),
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'The closed version that the link shows, whatever comes after. Default: the newest closed one; of an open month what is known when it is opened.',
      }),
    ),
  },
  strict,
);
const share = {
  shareId: Type.String(),
  vendorId: Type.String(),
  period: Type.String(),
  version: Type.Union([Type.Integer(), Type.Null()], { description: 'Null: it follows the open month' }),
  hasPassword: Type.Boolean(),
  createdAt: Type.String(),
  createdBy: Type.String(),
  expiresAt: Type.String(),
};
export const shareAnswer = Type.Object({
  ...share,
  path: Type.String({ description: 'Where the link leads; told this once and kept nowhere' }),
});
export const sharesAnswer = Type.Object({
  shares: Type.Array(
    Type.Object({
      ...share,
      state: Type.String({ description: 'active, expired or revoked' }),
    }),
    { description: 'The newest first' },
  ),
});
export const revokedAnswer = Type.Object({ shareId: Type.String(), revoked: Type.Boolean() });

export const auditQuery = Type.Object(
  {
    action: Type.Optional(Type.String({ examples: ['share.created'], maxLength: 100 })),
    subject: Type.Optional(Type.String({ description: 'An id', maxLength: 300 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, description: 'Default 100' })),
  },
  strict,
);
export const auditAnswer = Type.Object({
  entries: Type.Array(
    Type.Object({
      at: Type.String(),
      actor: Type.String({ description: "'' for somebody without a sign-in" }),
      role: Type.String(),
      action: Type.String({
        description: 'share.created, share.revoked, share.opened, share.refused (a wrong password)',
      }),
      subject: Type.String(),
      details: Type.Object({}, { additionalProperties: true }),
      requestId: Type.String(),
    }),
    { description: 'The newest first' },
  ),
});
