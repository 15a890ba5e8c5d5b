import type { FastifyRequest } from 'fastify';
import { notFound } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { createAudit } from '../../../warehouse/repositories/audit.ts';
import { createShares, type Share } from '../../../warehouse/repositories/shares.ts';
import { hashPassword } from '../../share/password.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { parseWindow } from '../range/window.ts';
import { answers } from '../schemas/problem.ts';
import {
  auditAnswer,
  auditQuery,
  revokedAnswer,
  shareAnswer,
  shareOrder,
  shareParams,
  sharesAnswer,
} from '../schemas/share.ts';
import { nothing, vendorMonthParams } from '../schemas/vendor.ts';
import { OperationsScope, VendorScope } from '../scope.ts';

const entriesListed = 100;

/** Links to vendors' months for people outside, and the audit in which they are. */
export function addShareRoutes(app: HttpServer, deps: ApiDeps): void {
  const { clock, vendorReports } = deps;
  const shares = createShares(deps);
  const audit = createAudit(deps);
  const note = (request: FastifyRequest, share: Share, action: string): Promise<void> => {
    const { sub: actor, role } = identityOf(request);
    const { vendorId, period, version, expiresAt } = share;
    return audit.add({
      actor,
      role,
      action,
      subject: share.shareId,
      details: { vendorId, period, version, expiresAt, hasPassword: share.passwordHash !== '' },
      requestId: request.id,
    });
  };
  const path = '/vendors/:id/months/:period/shares';

  app.get(
    path,
    {
      schema: {
        tags: ['vendors'],
        summary: "The links to a vendor's month",
        params: vendorMonthParams,
        querystring: nothing,
        response: answers({ 'application/json': sharesAnswer }),
      },
    },
    async (request, reply) => {
      VendorScope.of(identityOf(request));
      const { id, period } = request.params;
      if ((await vendorReports.versions(id, period)) === undefined) throw notFound();
      const found = await shares.list(id, period);
      return reply.send({
        shares: found.map((share) => ({ ...told(share), state: stateOf(share, clock.now()) })),
      });
    },
  );

  app.post(
    path,
    {
      schema: {
        tags: ['vendors'],
        summary: "Make a link under which somebody without a sign-in reads a vendor's month",
        params: vendorMonthParams,
        body: shareOrder,
        response: answers({ 'application/json': shareAnswer }),
      },
    },
    async (request, reply) => {
      VendorScope.of(identityOf(request));
      const { id, period } = request.params;
      const { expiresIn, password, version } = request.body;
      const expiresAtMs = clock.now() + parseWindow(expiresIn);
      const report = await vendorReports.readMonth(id, period, {
        audience: 'shared',
        ...(version === undefined ? {} : { version }),
      });
      if (report === undefined) throw notFound();
      const { share, token } = await shares.create({
        vendorId: report.vendorId,
        period: report.period,
        // Of an open month there is no version to hold on to.
        version: report.book === null ? 0 : report.version,
        passwordHash: password === undefined ? '' : await hashPassword(password),
        createdBy: identityOf(request).sub,
        expiresAtMs,
      });
      await note(request, share, 'share.created');
      return reply.send({ ...told(share), path: `/s/${token}` });
    },
  );

  app.delete(
    '/shares/:id',
    {
      schema: {
        tags: ['vendors'],
        summary: 'Take a link back: it works no longer',
        params: shareParams,
        response: answers({ 'application/json': revokedAnswer }),
      },
    },
    async (request, reply) => {
      VendorScope.of(identityOf(request));
      const share = await shares.get(request.params.id);
      if (share === undefined) throw notFound();
      const revoked = await shares.revoke(share.shareId);
      if (revoked) await note(request, share, 'share.revoked');
      return reply.send({ shareId: share.shareId, revoked });
    },
  );

  app.get(
    '/audit',
    {
      schema: {
        tags: ['operations'],
        summary: 'Who did what',
        querystring: auditQuery,
        response: answers({ 'application/json': auditAnswer }),
      },
    },
    async (request, reply) => {
      OperationsScope.of(identityOf(request));
      const { limit = entriesListed, ...of } = request.query;
      return reply.send({ entries: await audit.list({ ...of, limit }) });
    },
  );
}

function told({ passwordHash, revokedAt: _revokedAt, version, ...share }: Share) {
  return { ...share, version: version === 0 ? null : version, hasPassword: passwordHash !== '' };
}

function stateOf({ revokedAt, expiresAt }: Share, nowMs: number): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return Date.parse(expiresAt) > nowMs ? 'active' : 'expired';
}
