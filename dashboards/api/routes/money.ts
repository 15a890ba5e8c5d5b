import type { FastifyRequest } from 'fastify';
import { invalidField, notFound } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { isPeriod, type Period } from '../../../reports/vendor/period.ts';
import { readAffiliate, type Affiliate } from '../affiliate.ts';
import { identityOf } from '../authenticate.ts';
import { formatCsv } from '../csv.ts';
import type { ApiDeps } from '../deps.ts';
import { chooseFormat, sendFile } from '../format.ts';
import { splitList } from '../metric-list.ts';
import { readBookings, statuses } from '../money/bookings.ts';
import { listCommissionStatements, periodAt, readCommissionStatement } from '../money/statement.ts';
import { bookingsTable, statementTable, statementsTable } from '../money/tables.ts';
import { toPrinted } from '../money/print.ts';
import { defaultLocale, printed } from '../printed.ts';
import type { Reader } from '../reader.ts';
import { affiliateParams } from '../schemas/affiliate.ts';
import {
  bookingsAnswer,
  bookingsQuery,
  statementAnswer,
  statementParams,
  statementQuery,
  statementsAnswer,
} from '../schemas/money.ts';
import { answers, csvText, pdfBytes } from '../schemas/problem.ts';
import { nothing } from '../schemas/vendor.ts';
import { AffiliateScope } from '../scope.ts';
import { openAffiliate, tableExtensions, tableFormat } from './open-affiliate.ts';

const tags = ['affiliates'];
const statementFormats = ['json', 'csv', 'pdf'] as const;
const pageEntries = 1_000;
/** Some 20 MB of CSV. */
const fileEntries = 100_000;
/** Some ten pages; drawing more would hold up others. */
const printedEntries = 300;
const mostEntries = { json: pageEntries, csv: fileEntries, pdf: printedEntries };
const firstPeriod = '1970-02';

/** The money behind an affiliate's tiles: bookings with their entries, monthly statements. */
export function addMoneyRoutes(app: HttpServer, deps: ApiDeps, base: Reader): void {
  for (const extension of tableExtensions) {
    app.get(
      `/affiliates/:id/bookings${extension}`,
      {
        schema: {
          tags,
          summary: 'The bookings behind a tile, each with its value and commission entries',
          params: affiliateParams,
          querystring: bookingsQuery,
          response: answers({ 'application/json': bookingsAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const { id: affiliateId } = request.params;
        const { tile = 'bookings', status = '', limit = 50, cursor } = request.query;
        const { reader, scope, affiliate, range } = await openAffiliate(request, deps, base, {
          affiliateId,
          text: request.query,
        });
        const format = tableFormat(request, extension);
        const bookings = await readBookings(reader, scope, affiliate, {
          range,
          tile,
          statuses: readStatuses(status),
          limit,
          ...(cursor === undefined ? {} : { cursor }),
        });
        if (bookings.next !== null) reply.header('milepost-next', bookings.next);
        if (format === 'json') return bookings;
        const fileName = `${affiliateId}-bookings`;
        return sendFile(reply, format, formatCsv(bookingsTable(bookings)), { asOf: bookings.asOf, fileName });
      },
    );

    app.get(
      `/affiliates/:id/statements${extension}`,
      {
        schema: {
          tags,
          summary: 'The months of which there are statements',
          params: affiliateParams,
          querystring: nothing,
          response: answers({ 'application/json': statementsAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const { reader, scope, affiliate } = await open(request, deps, base, request.params.id);
        const format = tableFormat(request, extension);
        const list = await listCommissionStatements(reader, scope, affiliate, deps.clock.now());
        if (format === 'json') return list;
        const fileName = `${scope.affiliateId}-statements`;
        return sendFile(reply, format, formatCsv(statementsTable(list)), { asOf: list.asOf, fileName });
      },
    );
  }

  app.get(
    '/affiliates/:id/statements/:period',
    {
      schema: {
        tags,
        summary: "A month's statement: balances, flows and entries",
        params: statementParams,
        querystring: statementQuery,
        response: answers({
          'application/json': statementAnswer,
          'text/csv': csvText,
          'application/pdf': pdfBytes,
        }),
      },
    },
    async (request, reply) => {
      const { reader, scope, affiliate } = await open(request, deps, base, request.params.id);
      const { period, format } = readPeriod(request, request.params.period);
      const nowMs = deps.clock.now();
      if (period < firstPeriod || period > periodAt(nowMs, affiliate.timezone)) throw notFound();
      const { limit = mostEntries[format], cursor, locale = defaultLocale } = request.query;
      const statement = await readCommissionStatement(reader, scope, affiliate, {
        period,
        nowMs,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (statement.next !== null) reply.header('milepost-next', statement.next);
      if (format === 'json') return statement;
      const content =
        format === 'csv'
          ? formatCsv(statementTable(statement, { isFirst: cursor === undefined }))
          : await printed(deps.printer.affiliateMonth(toPrinted(statement), locale));
      const fileName = `${scope.affiliateId}-${period}-statement`;
      return sendFile(reply, format, content, { asOf: statement.asOf, fileName });
    },
  );
}

async function open(
  request: FastifyRequest,
  deps: Pick<ApiDeps, 'clock'>,
  reader: Reader,
  affiliateId: string,
): Promise<{ reader: Reader; scope: AffiliateScope; affiliate: Affiliate }> {
  const scope = AffiliateScope.of(identityOf(request), affiliateId);
  const now = await reader.now();
  const affiliate = await readAffiliate(now, scope, deps.clock.now());
  return { reader: now, scope, affiliate };
}

function readStatuses(text: string): string[] {
  return splitList(text).map((status) => {
    if (statuses.some((each) => each === status)) return status;
    throw invalidField('status', `${status}: must be of ${statuses.join(', ')}`);
  });
}

function readPeriod(
  request: FastifyRequest,
  text: string,
): { period: Period; format: keyof typeof mostEntries } {
  const [, period = '', extension] = /^(\d{4}-\d{2})(?:\.([a-z]+))?$/.exec(text) ?? [];
  if (!isPeriod(period)) throw notFound();
  const chosen = extension ?? chooseFormat(request, statementFormats);
  const format = statementFormats.find((each) => each === chosen);
  if (format === undefined) throw notFound();
  return { period, format };
}
