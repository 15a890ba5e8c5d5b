import type { FastifyRequest } from 'fastify';
import { notFound } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { formatVendorCsv } from '../../../reports/vendor/csv.ts';
import type { VendorReport } from '../../../reports/vendor/report.ts';
import type { VendorReports } from '../../../reports/vendor/reader.ts';
import { identityOf } from '../authenticate.ts';
import { formatCsv } from '../csv.ts';
import type { ApiDeps } from '../deps.ts';
import { chooseFormat, sendFile, type Format } from '../format.ts';
import { defaultLocale, printed } from '../printed.ts';
import type { Reader } from '../reader.ts';
import { answers, csvText, pdfBytes, tableFileAnswers } from '../schemas/problem.ts';
import {
  changesAnswer,
  changesQuery,
  nothing,
  vendorMonthAnswer,
  vendorMonthParams,
  vendorMonthQuery,
  vendorMonthsAnswer,
  vendorParams,
  vendorsAnswer,
  versionsAnswer,
} from '../schemas/vendor.ts';
import { VendorScope } from '../scope.ts';
import { listVendors, type Vendor } from '../vendors.ts';

const tags = ['vendors'];
const listFormats = ['json', 'csv'] as const;
const monthFormats = ['json', 'csv', 'pdf', 'parquet', 'arrow'] as const;

/** The vendors and their months, for support and admin. */
export function addVendorRoutes(app: HttpServer, deps: ApiDeps, reader: Reader): void {
  const { vendorReports, clock } = deps;

  app.get(
    '/vendors',
    {
      schema: {
        tags,
        summary: 'All vendors',
        querystring: nothing,
        response: answers({ 'application/json': vendorsAnswer, 'text/csv': csvText }),
      },
    },
    async (request, reply) => {
      const list = await listVendors(reader, VendorScope.of(identityOf(request)), clock.now());
      if (chooseFormat(request, listFormats) === 'json') return list;
      const columns = [
        'vendorId',
        'type',
        'name',
        'timezone',
        'currency',
        'owner',
        'country',
        'city',
        'class',
      ] as const;
      const rows = list.vendors.map((vendor: Vendor) => columns.map((column) => vendor[column]));
      return sendFile(reply, 'csv', formatCsv({ columns, rows }), { asOf: list.asOf, fileName: 'vendors' });
    },
  );

  app.get(
    '/vendors/:id/months',
    {
      schema: {
        tags,
        summary: "A vendor's months",
        params: vendorParams,
        querystring: nothing,
        response: answers({ 'application/json': vendorMonthsAnswer }),
      },
    },
    (request) => {
      VendorScope.of(identityOf(request));
      return existing(vendorReports.listMonths(request.params.id));
    },
  );

  app.get(
    '/vendors/:id/months/:period',
    {
      schema: {
        tags,
        summary: "A vendor's month",
        params: vendorMonthParams,
        querystring: vendorMonthQuery,
        response: answers({
          'application/json': vendorMonthAnswer,
          'text/csv': csvText,
          'application/pdf': pdfBytes,
          ...tableFileAnswers,
        }),
      },
    },
    async (request, reply) => {
      VendorScope.of(identityOf(request));
      const { period, format } = readPeriod(request, request.params.period);
      const audience = request.query.audience ?? (format === 'json' ? 'support' : 'shared');
      const { version } = request.query;
      const report = await existing(
        vendorReports.readMonth(request.params.id, period, {
          audience,
          ...(version === undefined ? {} : { version }),
        }),
      );
      if (format === 'json') return report;
      const fileName = `${report.vendorId}-${report.period}`;
      const content = await write(report, format, request.query.locale ?? defaultLocale, deps);
      const isInline = request.query.inline === true;
      return sendFile(reply, format, content, { asOf: report.asOf, fileName, isInline });
    },
  );
  addVersionRoutes(app, vendorReports);
}

function write(
  report: VendorReport,
  format: Exclude<Format, 'json'>,
  locale: string,
  { printer, tableFiles }: Pick<ApiDeps, 'printer' | 'tableFiles'>,
): string | Promise<Uint8Array> {
  switch (format) {
    case 'csv':
      return formatVendorCsv(report);
    case 'pdf':
      return printed(printer.vendorMonth(report, locale));
    case 'parquet':
    case 'arrow':
      return tableFiles.vendorMonth(report, format);
  }
  return format satisfies never;
}

/** The closed versions of a vendor's month, and what is different between two of them. */
function addVersionRoutes(app: HttpServer, vendorReports: VendorReports): void {
  app.get(
    '/vendors/:id/months/:period/versions',
    {
      schema: {
        tags,
        summary: "The closed versions of a vendor's month",
        params: vendorMonthParams,
        querystring: nothing,
        response: answers({ 'application/json': versionsAnswer }),
      },
    },
    async (request, reply) => {
      VendorScope.of(identityOf(request));
      const { id, period } = request.params;
      const versions = await existing(vendorReports.versions(id, period));
      return reply.send({ vendorId: id, period, versions });
    },
  );

  app.get(
    '/vendors/:id/months/:period/changes',
    {
      schema: {
        tags,
        summary: "Every number that differs between two versions of a vendor's month",
        params: vendorMonthParams,
        querystring: changesQuery,
        response: answers({ 'application/json': changesAnswer }),
      },
    },
    async (request, reply) => {
      VendorScope.of(identityOf(request));
      const { id, period } = request.params;
      const { from = 1, to = 'live' } = request.query;
      const changes = await existing(vendorReports.changes(id, period, { from, to }));
      return reply.send({ vendorId: id, period, from, to, changes });
    },
  );
}

async function existing<T>(found: Promise<T | undefined>): Promise<T> {
  const value = await found;
  if (value === undefined) throw notFound();
  return value;
}

function readPeriod(request: FastifyRequest, text: string): { period: string; format: Format } {
  const [, period, extension] = /^(\d{4}-\d{2})(?:\.([a-z]+))?$/.exec(text) ?? [];
  if (period === undefined) throw notFound();
  if (extension === undefined) return { period, format: chooseFormat(request, monthFormats) };
  const format = monthFormats.find((each) => each === extension);
  if (format === undefined) throw notFound();
  return { period, format };
}
