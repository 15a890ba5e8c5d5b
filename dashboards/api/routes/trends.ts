import { invalidField } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { addMonths, isPeriod } from '../../../reports/vendor/period.ts';
import { identityOf } from '../authenticate.ts';
import { formatCsv } from '../csv.ts';
import type { ApiDeps } from '../deps.ts';
import { sendFile } from '../format.ts';
import { periodAt } from '../money/statement.ts';
import type { Reader } from '../reader.ts';
import { answers, csvText } from '../schemas/problem.ts';
import { trendsAnswer, trendsQuery } from '../schemas/trends.ts';
import { OperationsScope } from '../scope.ts';
import { readTrends, trendsTable } from '../trends.ts';
import { tableExtensions, tableFormat } from './open-affiliate.ts';

const mostMonths = 36;

/** The network's trends, for support and admin. */
export function addTrendsRoute(app: HttpServer, deps: Pick<ApiDeps, 'clock'>, reader: Reader): void {
  for (const extension of tableExtensions) {
    app.get(
      `/trends${extension}`,
      {
        schema: {
          tags: ['trends'],
          summary: 'What the whole network books, by month; counts under 5 are joined',
          querystring: trendsQuery,
          response: answers({ 'application/json': trendsAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const scope = OperationsScope.of(identityOf(request));
        const format = tableFormat(request, extension);
        const { to = periodAt(deps.clock.now(), 'UTC'), type } = request.query;
        if (!isPeriod(to)) throw invalidField('to', 'must be a month like 2026-05');
        const { from = addMonths(to, -11) } = request.query;
        if (!isPeriod(from)) throw invalidField('from', 'must be a month like 2026-05');
        if (from > to || from < addMonths(to, 1 - mostMonths)) {
          throw invalidField('from', `must be at most ${mostMonths} months before to`);
        }
        const trends = await readTrends(reader, scope, { from, to, ...(type === undefined ? {} : { type }) });
        if (format === 'json') return trends;
        return sendFile(reply, format, formatCsv(trendsTable(trends)), {
          asOf: trends.asOf,
          fileName: 'trends',
        });
      },
    );
  }
}
