import type { FastifyRequest } from 'fastify';
import { notFound } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { travelerTable } from '../../../reports/traveler/csv.ts';
import type { TravelerReport } from '../../../reports/traveler/report.ts';
import { identityOf } from '../authenticate.ts';
import { formatCsv } from '../csv.ts';
import type { ApiDeps } from '../deps.ts';
import { chooseFormat, sendFile, type Format } from '../format.ts';
import { defaultLocale, printed } from '../printed.ts';
import { answers, csvText, pdfBytes, tableFileAnswers } from '../schemas/problem.ts';
import {
  noQuery,
  travelerParams,
  travelerYearAnswer,
  travelerYearParams,
  travelerYearQuery,
  travelerYearsAnswer,
} from '../schemas/traveler.ts';
import { TravelerScope } from '../scope.ts';

const tags = ['travelers'];
const formats = ['json', 'csv', 'pdf', 'parquet', 'arrow'] as const;

type TravelerDeps = Pick<ApiDeps, 'travelerReports' | 'printer' | 'tableFiles'>;

/** Travelers' years, for themselves and admin. */
export function addTravelerRoutes(app: HttpServer, deps: TravelerDeps): void {
  const { travelerReports: reports } = deps;

  app.get(
    '/travelers/:id/years',
    {
      schema: {
        tags,
        summary: "A traveler's years",
        params: travelerParams,
        querystring: noQuery,
        response: answers({ 'application/json': travelerYearsAnswer }),
      },
    },
    (request) => {
      const { travelerId } = TravelerScope.of(identityOf(request), request.params.id);
      return existing(reports.listYears(travelerId));
    },
  );

  app.get(
    '/travelers/:id/years/:year',
    {
      schema: {
        tags,
        summary: "A traveler's year, the year before beside it",
        params: travelerYearParams,
        querystring: travelerYearQuery,
        response: answers({
          'application/json': travelerYearAnswer,
          'text/csv': csvText,
          'application/pdf': pdfBytes,
          ...tableFileAnswers,
        }),
      },
    },
    async (request, reply) => {
      const { travelerId } = TravelerScope.of(identityOf(request), request.params.id);
      const { year, format } = readYear(request, request.params.year);
      const report = await existing(reports.readYear(travelerId, year, request.query.version));
      if (format === 'json') return report;
      const fileName = `${report.travelerId}-${report.year}`;
      const content = await write(report, format, request.query.locale ?? defaultLocale, deps);
      const isInline = request.query.inline === true;
      return sendFile(reply, format, content, { asOf: report.asOf, fileName, isInline });
    },
  );
}

function write(
  report: TravelerReport,
  format: Exclude<Format, 'json'>,
  locale: string,
  { printer, tableFiles }: TravelerDeps,
): string | Promise<Uint8Array> {
  switch (format) {
    case 'csv':
      return formatCsv(travelerTable(report));
    case 'pdf':
      return printed(printer.travelerYear(report, locale));
    case 'parquet':
    case 'arrow':
      return tableFiles.travelerYear(report, format);
  }
  return format satisfies never;
}

async function existing<T>(found: Promise<T | undefined>): Promise<T> {
  const value = await found;
  if (value === undefined) throw notFound();
  return value;
}

function readYear(request: FastifyRequest, text: string): { year: number; format: Format } {
  const [, year, extension] = /^(\d{4})(?:\.([a-z]+))?$/.exec(text) ?? [];
  if (year === undefined) throw notFound();
  if (extension === undefined) return { year: Number(year), format: chooseFormat(request, formats) };
  const format = formats.find((each) => each === extension);
  if (format === undefined) throw notFound();
  return { year: Number(year), format };
}
