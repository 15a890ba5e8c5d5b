import { Option, type Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import { formatCsv } from '../dashboards/api/csv.ts';
import type { Reports } from '../reports/reports.ts';
import { travelerTable } from '../reports/traveler/csv.ts';
import type { TravelerReport } from '../reports/traveler/report.ts';
import { toVersion } from './report-version.ts';
import type { World } from './world.ts';
import { giveOut } from './write-report.ts';

const formats = ['pdf', 'json', 'csv', 'parquet', 'arrow'] as const;

interface TravelerReportOptions {
  format: (typeof formats)[number];
  locale: string;
  output?: string;
  closedVersion?: number | 'live';
}

/** Adds `report traveler`. */
export function addTravelerReportCommand(report: Command, world: World): void {
  report
    .command('traveler <id> <year>')
    .description("a traveler's year, e.g. `report traveler guest-17 2025 -o year.pdf --format pdf`")
    .addOption(new Option('--format <format>', 'what to write').choices(formats).default('json'))
    .option('--closed-version <n>', 'a closed version, or `live` (default: the newest closed one)', toVersion)
    .option('--locale <tag>', 'BCP 47, for the numbers and dates of a PDF', 'en-GB')
    .option('-o, --output <file>', 'where to write it (default: stdout)')
    .action(async (travelerId: string, yearText: string, options: TravelerReportOptions) => {
      if (!/^\d{4}$/.test(yearText)) {
        throw new MilepostError('year_invalid', `"${yearText}" is no year; use YYYY, e.g. 2025`);
      }
      await world.pipelines();
      const reports = await world.reports();
      const year = await reports.travelers.readYear(travelerId, Number(yearText), options.closedVersion);
      if (year === undefined) {
        throw new MilepostError(
          'year_unknown',
          `There is nothing of ${travelerId} in ${yearText}; \`milepost pipelines run\` builds what is due`,
        );
      }
      await giveOut(world.output, await render(year, options, reports), options);
    });
}

async function render(
  year: TravelerReport,
  { format, locale }: TravelerReportOptions,
  { printer, tableFiles }: Pick<Reports, 'printer' | 'tableFiles'>,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(year, undefined, 2)}\n`;
    case 'csv':
      return formatCsv(travelerTable(year));
    case 'pdf':
      return printer.travelerYear(year, locale);
    case 'parquet':
    case 'arrow':
      return tableFiles.travelerYear(year, format);
  }
  return format satisfies never;
}
