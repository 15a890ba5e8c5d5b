import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../infra/clock.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import type { Printer } from '../../reports/printer.ts';
import type { VendorReports } from '../../reports/vendor/reader.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { createAudit } from '../../warehouse/repositories/audit.ts';
import { createShares, type Share } from '../../warehouse/repositories/shares.ts';
import { isPassword } from './password.ts';
import { sharePage, sharePolicy } from './page.ts';

export interface ShareLinkDeps {
  warehouse: Warehouse;
  clock: Clock;
  vendorReports: VendorReports;
  printer: Printer;
}

const attempts = { most: 10, withinMs: 15 * 60_000 } as const;
const maxPasswordLength = 200;
const formBytes = 4_096;
const statusOf = { asks: 200, wrong: 403, tooMany: 429, ended: 404 } as const;

/** `GET|POST /s/<token>`: a report for somebody without a sign-in, behind a password where there is one. */
export async function shareLink(server: HttpServer, deps: ShareLinkDeps): Promise<void> {
  const shares = createShares(deps);
  const audit = createAudit(deps);
  // One try at a time of each link in a process: what is tried at once is not counted yet.
  const trying = new Set<string>();

  const say = (reply: FastifyReply, says: keyof typeof statusOf): FastifyReply =>
    reply
      .code(statusOf[says])
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': sharePolicy,
        ...(says === 'tooMany' ? { 'retry-after': String(attempts.withinMs / 1_000) } : {}),
      })
      .send(sharePage(says));

  const note = (request: FastifyRequest, share: Share, action: string): Promise<void> => {
    const { vendorId, period } = share;
    return audit.add({
      actor: '',
      role: '',
      action,
      subject: share.shareId,
      details: { vendorId, period },
      requestId: request.id,
    });
  };

  const open = async (request: FastifyRequest, reply: FastifyReply, share: Share): Promise<FastifyReply> => {
    const report = await deps.vendorReports.readMonth(share.vendorId, share.period, {
      audience: 'shared',
      ...(share.version === 0 ? {} : { version: share.version }),
    });
    if (report === undefined) return say(reply, 'ended');
    const content = await deps.printer.vendorMonth(report, 'en-GB');
    await note(request, share, 'share.opened');
    const fileName = `${report.vendorId}-${report.period}`.replaceAll(/[^\w.-]/g, '_');
    return reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `inline; filename="${fileName}.pdf"`)
      .send(content);
  };

  const find = async (token: string): Promise<Share | undefined> => {
    const share = await shares.find(token);
    if (share === undefined || share.revokedAt !== null) return undefined;
    return Date.parse(share.expiresAt) > deps.clock.now() ? share : undefined;
  };

  const tryPassword = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { share, password }: { share: Share; password: string },
  ): Promise<FastifyReply> => {
    const { shareId: subject } = share;
    if (trying.has(subject)) return say(reply, 'tooMany');
    trying.add(subject);
    try {
      const sinceMs = deps.clock.now() - attempts.withinMs;
      const failed = await audit.count({ action: 'share.refused', subject, sinceMs });
      if (failed >= attempts.most) return say(reply, 'tooMany');
      if (await isPassword(password.slice(0, maxPasswordLength), share.passwordHash))
        return await open(request, reply, share);
      await note(request, share, 'share.refused');
      return say(reply, 'wrong');
    } finally {
      trying.delete(subject);
    }
  };

  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  });
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  const path = '/s/:token';
  const schema = { hide: true };
  server.get<{ Params: { token: string } }>(path, { schema }, async (request, reply) => {
    const share = await find(request.params.token);
    if (share === undefined) return say(reply, 'ended');
    return share.passwordHash === '' ? open(request, reply, share) : say(reply, 'asks');
  });
  server.post<{ Params: { token: string } }>(
    path,
    { schema, bodyLimit: formBytes },
    async (request, reply) => {
      const share = await find(request.params.token);
      if (share === undefined) return say(reply, 'ended');
      if (share.passwordHash === '') return open(request, reply, share);
      const { body } = request;
      const password = body instanceof URLSearchParams ? (body.get('password') ?? '') : '';
      return tryPassword(request, reply, { share, password });
    },
  );
}
