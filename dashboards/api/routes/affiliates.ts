import type { HttpServer } from '../../../infra/http/server.ts';
import { readBreakdown } from '../breakdown.ts';
import { formatCsv } from '../csv.ts';
import type { ApiDeps } from '../deps.ts';
import { parseFilters } from '../filter.ts';
import { sendFile, type Format } from '../format.ts';
import { readOverview } from '../overview.ts';
import type { RangeText } from '../range/range.ts';
import type { Reader } from '../reader.ts';
import {
  affiliateParams,
  breakdownAnswer,
  breakdownQuery,
  overviewAnswer,
  overviewQuery,
  timeseriesAnswer,
  timeseriesQuery,
} from '../schemas/affiliate.ts';
import { answers, csvText } from '../schemas/problem.ts';
import { breakdownTable, overviewTable, timeseriesTable } from '../tables.ts';
import { readTimeseries } from '../timeseries.ts';
import { chooseMetricNames, splitList } from '../metric-list.ts';
import { openAffiliate, tableExtensions, tableFormat, type Opened } from './open-affiliate.ts';
import type { FastifyRequest } from 'fastify';

const tags = ['affiliates'];

/** The paths of one affiliate: overview, timeseries, breakdown. */
export function addAffiliateRoutes(app: HttpServer, deps: ApiDeps, base: Reader): void {
  const open = async (request: FastifyRequest, affiliateId: string, text: RangeText): Promise<Opened> =>
    openAffiliate(request, deps, base, { affiliateId, text });

  for (const extension of tableExtensions) {
    const formatOf = (request: FastifyRequest): Format => tableFormat(request, extension);

    app.get(
      `/affiliates/:id/overview${extension}`,
      {
        schema: {
          tags,
          summary: 'The numbers of a range',
          params: affiliateParams,
          querystring: overviewQuery,
          response: answers({ 'application/json': overviewAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { reader, scope, affiliate, range } = await open(request, id, request.query);
        const format = formatOf(request);
        const { compare } = request.query;
        const overview = await readOverview(reader, scope, affiliate, {
          range,
          filters: parseFilters(request.query.filter),
          nowMs: deps.clock.now(),
          ...(compare === undefined ? {} : { comparison: compare }),
        });
        if (format === 'json') return overview;
        return sendFile(reply, format, formatCsv(overviewTable(overview)), {
          asOf: overview.asOf,
          fileName: `${id}-overview`,
        });
      },
    );

    app.get(
      `/affiliates/:id/timeseries${extension}`,
      {
        schema: {
          tags,
          summary: 'Numbers over time',
          params: affiliateParams,
          querystring: timeseriesQuery,
          response: answers({ 'application/json': timeseriesAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { reader, scope, affiliate, range } = await open(request, id, request.query);
        const format = formatOf(request);
        const names = chooseMetricNames(request.query.metrics);
        const granularity = request.query.granularity ?? 'day';
        const filters = parseFilters(request.query.filter);
        const series = await readTimeseries(reader, scope, affiliate, { range, filters, granularity, names });
        if (format === 'json') return series;
        return sendFile(reply, format, formatCsv(timeseriesTable(series, names)), {
          asOf: series.asOf,
          fileName: `${id}-timeseries`,
        });
      },
    );

    app.get(
      `/affiliates/:id/breakdown${extension}`,
      {
        schema: {
          tags,
          summary: 'Numbers by page, event, by what sessions are told apart by, or by vendor or destination',
          params: affiliateParams,
          querystring: breakdownQuery,
          response: answers({ 'application/json': breakdownAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { reader, scope, affiliate, range } = await open(request, id, request.query);
        const format = formatOf(request);
        const { by, metrics, limit = 50, cursor } = request.query;
        const breakdown = await readBreakdown(reader, scope, affiliate, {
          range,
          by,
          filters: parseFilters(request.query.filter),
          limit,
          ...(metrics === undefined ? {} : { names: splitList(metrics) }),
          ...(cursor === undefined ? {} : { cursor }),
        });
        if (breakdown.next !== null) reply.header('milepost-next', breakdown.next);
        if (format === 'json') return breakdown;
        return sendFile(reply, format, formatCsv(breakdownTable(breakdown)), {
          asOf: breakdown.asOf,
          fileName: `${id}-${by}`,
        });
      },
    );
  }
}
