import { Option, type Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import { formatVendorCsv } from '../reports/vendor/csv.ts';
import { isPeriod } from '../reports/vendor/period.ts';
import type { VendorReport } from '../reports/vendor/report.ts';
import { createVendors } from '../warehouse/repositories/vendors.ts';
import type { Reports } from '../reports/reports.ts';
import { toVersion } from './report-version.ts';
import { addTravelerReportCommand } from './traveler-report.ts';
import type { World } from './world.ts';
import { giveOut } from './write-report.ts';

const formats = ['pdf', 'json', 'csv', 'parquet', 'arrow'] as const;
type Format = (typeof formats)[number];

interface ReportOptions {
  format: Format;
  locale: string;
  output?: string;
  closedVersion?: number | 'live';
}

/** Adds `report vendor` and `report traveler`. */
export function addReportCommands(program: Command, world: World): void {
  const report = program.command('report').description('one report');
  addTravelerReportCommand(report, world);
  report
    .command('vendor <id> <month>')
    .description("a vendor's month, e.g. `report vendor city-hotel 2016-05 -o may.pdf --format pdf`")
    .addOption(new Option('--format <format>', 'what to write').choices(formats).default('json'))
    .option('--closed-version <n>', 'a closed version, or `live` (default: the newest closed one)', toVersion)
    .option('--locale <tag>', 'BCP 47, for the numbers and dates of a PDF', 'en-GB')
    .option('-o, --output <file>', 'where to write it (default: stdout)')
    .action(async (vendorId: string, period: string, options: ReportOptions) => {
      const month = await read(world, vendorId, period, options.closedVersion);
      const content = await render(month, options, await world.reports());
      await giveOut(world.output, content, options);
    });
}

async function read(
  world: World,
  vendorId: string,
  month: string,
  version: number | 'live' | undefined,
): Promise<VendorReport> {
  if (!isPeriod(month)) {
    throw new MilepostError('month_invalid', `"${month}" is no month; use YYYY-MM, e.g. 2016-05`);
  }
  await world.pipelines();
  const reports = (await world.reports()).vendors;
  const report = await reports.readMonth(vendorId, month, version === undefined ? {} : { version });
  if (report !== undefined) return report;
  const isKnown =
    (await createVendors({ warehouse: await world.warehouse(), clock: world.clock }).find(vendorId)) !==
    undefined;
  throw isKnown
    ? new MilepostError(
        'month_unknown',
        `There is nothing of ${vendorId} in ${month}; \`milepost pipelines run\` builds what is due`,
      )
    : new MilepostError(
        'vendor_unknown',
        `There is no vendor ${vendorId}; \`milepost vendors list\` shows them`,
      );
}

async function render(
  report: VendorReport,
  { format, locale }: ReportOptions,
  { printer, tableFiles }: Pick<Reports, 'printer' | 'tableFiles'>,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, undefined, 2)}\n`;
    case 'csv':
      return formatVendorCsv(report);
    case 'pdf':
      return printer.vendorMonth(report, locale);
    case 'parquet':
    case 'arrow':
      return tableFiles.vendorMonth(report, format);
  }
  return format satisfies never;
}
