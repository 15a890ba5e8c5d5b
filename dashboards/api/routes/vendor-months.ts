import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { notFound } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { isPeriod, type Period } from '../../../reports/vendor/period.ts';
import type { VendorReport } from '../../../reports/vendor/report.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { defaultLocale } from '../printed.ts';
import type { Reader } from '../reader.ts';
import { answers } from '../schemas/problem.ts';
import { asOfProperty } from '../schemas/range-query.ts';
import { nothing } from '../schemas/vendor.ts';
import { VendorScope } from '../scope.ts';
import { listVendors } from '../vendors.ts';
import { zip, type ZipEntry } from '../zip.ts';

const params = Type.Object({
  period: Type.String({
    description: 'Calendar month, YYYY-MM; .zip after it for the PDFs of all vendors',
    examples: ['2026-03', '2026-03.zip'],
  }),
});
const answer = Type.Object({
  period: Type.String(),
  asOf: asOfProperty,
  vendors: Type.Array(
    Type.Object({
      vendorId: Type.String(),
      vendorName: Type.String(),
      type: Type.String(),
      version: Type.Integer(),
      state: Type.String({ description: 'open, closing, closed or restated' }),
      closesOn: Type.String(),
      bookings: Type.Integer(),
      arrivals: Type.Integer(),
    }),
    { description: 'Those that have the month, by id' },
  ),
});
const zipBytes = Type.Unsafe<Uint8Array>({ description: 'A PDF of each vendor, as it is shared' });

/** A month of all vendors at once. */
export function addVendorMonthRoutes(app: HttpServer, deps: ApiDeps, reader: Reader): void {
  const { vendorReports, printer, clock } = deps;

  async function* reportsOf(scope: VendorScope, period: Period): AsyncGenerator<VendorReport> {
    const { vendors } = await listVendors(reader, scope, clock.now());
    for (const { vendorId } of vendors) {
      const report = await vendorReports.readMonth(vendorId, period, { audience: 'shared' });
      if (report !== undefined) yield report;
    }
  }

  async function* filesOf(first: VendorReport, rest: AsyncIterator<VendorReport>): AsyncGenerator<ZipEntry> {
    const modifiedMs = clock.now();
    for (let report: VendorReport | undefined = first; report !== undefined;) {
      const name = `${report.vendorId}-${report.period}`.replaceAll(/[^\w.-]/g, '_');
      yield {
        name: `${report.period}/${name}.pdf`,
        content: await printer.vendorMonth(report, defaultLocale),
        modifiedMs,
      };
      const next = await rest.next();
      report = next.done === true ? undefined : next.value;
    }
  }

  app.get(
    '/vendor-months/:period',
    {
      schema: {
        tags: ['vendors'],
        summary: 'A month of all vendors: how each stands, or all PDFs as ZIP',
        params,
        querystring: nothing,
        response: answers({ 'application/json': answer, 'application/zip': zipBytes }),
      },
    },
    async (request, reply) => {
      const scope = VendorScope.of(identityOf(request));
      const [, period = '', extension] = /^(\d{4}-\d{2})(\.zip)?$/.exec(request.params.period) ?? [];
      if (!isPeriod(period)) throw notFound();
      const reports = reportsOf(scope, period);
      if (extension === undefined) {
        const found = await Array.fromAsync(reports);
        return reply.send({
          period,
          asOf: found[0]?.asOf ?? null,
          vendors: found.map((each) => standing(each)),
        });
      }
      // What keeps all of them from being there is told before anything is sent.
      const first = await reports.next();
      if (first.done === true) throw notFound();
      return reply
        .header('content-type', 'application/zip')
        .header('content-disposition', `attachment; filename="vendor-months-${period}.zip"`)
        .send(Readable.from(zip(filesOf(first.value, reports))));
    },
  );
}

function standing(report: VendorReport) {
  const { vendorId, vendorName, type, version, state, closesOn, metrics } = report;
  const { bookings, arrivals } = metrics;
  return { vendorId, vendorName, type, version, state, closesOn, bookings, arrivals };
}
