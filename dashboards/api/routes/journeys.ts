import type { HttpServer } from '../../../infra/http/server.ts';
import { readAttribution } from '../attribution.ts';
import { formatCsv } from '../csv.ts';
import type { ApiDeps } from '../deps.ts';
import { parseFilters } from '../filter.ts';
import { sendFile } from '../format.ts';
import { parseSteps, readFunnel } from '../funnel.ts';
import { attributionTable, funnelTable, pathsTable, retentionTable } from '../journey-tables.ts';
import { parsePathStart, readPaths } from '../paths.ts';
import { widenToUnits } from '../range/whole-units.ts';
import { parseWindow } from '../range/window.ts';
import type { Reader } from '../reader.ts';
import { readRetention } from '../retention.ts';
import { affiliateParams } from '../schemas/affiliate.ts';
import {
  attributionAnswer,
  attributionQuery,
  funnelAnswer,
  funnelQuery,
  pathsAnswer,
  pathsQuery,
  retentionAnswer,
  retentionQuery,
} from '../schemas/journey.ts';
import { answers, csvText } from '../schemas/problem.ts';
import { openAffiliate, tableExtensions, tableFormat } from './open-affiliate.ts';

const tags = ['affiliates'];

/** What visitors of one affiliate do over time: funnel, paths, retention, attribution. */
export function addJourneyRoutes(app: HttpServer, deps: ApiDeps, base: Reader): void {
  for (const extension of tableExtensions) {
    app.get(
      `/affiliates/:id/funnel${extension}`,
      {
        schema: {
          tags,
          summary: 'How far visitors come, step by step',
          params: affiliateParams,
          querystring: funnelQuery,
          response: answers({ 'application/json': funnelAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const affiliateId = request.params.id;
        const { reader, scope, range } = await openAffiliate(request, deps, base, {
          affiliateId,
          text: request.query,
        });
        const format = tableFormat(request, extension);
        const steps = parseSteps(request.query.steps);
        const windowMs = parseWindow(request.query.window ?? '7d');
        const filters = parseFilters(request.query.filter);
        const funnel = await readFunnel(reader, scope, { range, filters, steps, windowMs });
        if (format === 'json') return funnel;
        return sendFile(reply, format, formatCsv(funnelTable(funnel)), {
          asOf: funnel.asOf,
          fileName: `${affiliateId}-funnel`,
        });
      },
    );

    app.get(
      `/affiliates/:id/paths${extension}`,
      {
        schema: {
          tags,
          summary: 'Where sessions go on from a page or an event',
          params: affiliateParams,
          querystring: pathsQuery,
          response: answers({ 'application/json': pathsAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const affiliateId = request.params.id;
        const { start, depth = 3, limit = 50, cursor } = request.query;
        const { reader, scope, range } = await openAffiliate(request, deps, base, {
          affiliateId,
          text: request.query,
        });
        const format = tableFormat(request, extension);
        const paths = await readPaths(reader, scope, {
          range,
          filters: parseFilters(request.query.filter),
          start: start === undefined ? undefined : parsePathStart(start),
          depth,
          limit,
          ...(cursor === undefined ? {} : { cursor }),
        });
        if (paths.next !== null) reply.header('milepost-next', paths.next);
        if (format === 'json') return paths;
        const fileName = `${affiliateId}-paths`;
        return sendFile(reply, format, formatCsv(pathsTable(paths)), { asOf: paths.asOf, fileName });
      },
    );

    app.get(
      `/affiliates/:id/retention${extension}`,
      {
        schema: {
          tags,
          summary: 'Who comes back after the first session',
          params: affiliateParams,
          querystring: retentionQuery,
          response: answers({ 'application/json': retentionAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const affiliateId = request.params.id;
        const opened = await openAffiliate(request, deps, base, { affiliateId, text: request.query });
        const format = tableFormat(request, extension);
        const unit = request.query.unit ?? 'week';
        const range = widenToUnits(opened.range, unit, request.query);
        const nowMs = deps.clock.now();
        const filters = parseFilters(request.query.filter);
        const retention = await readRetention(opened.reader, opened.scope, { range, filters, unit, nowMs });
        if (format === 'json') return retention;
        return sendFile(reply, format, formatCsv(retentionTable(retention)), {
          asOf: retention.asOf,
          fileName: `${affiliateId}-retention`,
        });
      },
    );

    app.get(
      `/affiliates/:id/attribution${extension}`,
      {
        schema: {
          tags,
          summary: 'What brought the bookings',
          params: affiliateParams,
          querystring: attributionQuery,
          response: answers({ 'application/json': attributionAnswer, 'text/csv': csvText }),
        },
      },
      async (request, reply) => {
        const affiliateId = request.params.id;
        const { reader, scope, affiliate, range } = await openAffiliate(request, deps, base, {
          affiliateId,
          text: request.query,
        });
        const format = tableFormat(request, extension);
        const { model = 'last', by = 'channel', window = '30d' } = request.query;
        const windowMs = parseWindow(window);
        const filters = parseFilters(request.query.filter);
        const asked = { range, filters, model, by, windowMs };
        const attribution = await readAttribution(reader, scope, affiliate, asked);
        if (format === 'json') return attribution;
        return sendFile(reply, format, formatCsv(attributionTable(attribution)), {
          asOf: attribution.asOf,
          fileName: `${affiliateId}-attribution`,
        });
      },
    );
  }
}
