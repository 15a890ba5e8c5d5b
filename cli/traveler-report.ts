import { Option, type Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import { formatCsv } from '../dashboards/api/csv.ts';
import { travelerTable } from '../reports/traveler/csv.ts';
import type { World } from './world.ts';
import { writeReport } from './write-report.ts';

interface TravelerReportOptions {
  format: 'json' | 'csv';
  output?: string;
}

/** Adds `report traveler`. */
export function addTravelerReportCommand(report: Command, world: World): void {
  report
    .command('traveler <id> <year>')
    .description("a traveler's year, e.g. `report traveler guest-17 2025 -o year.csv --format csv`")
    .addOption(new Option('--format <format>', 'what to write').choices(['json', 'csv']).default('json'))
    .option('-o, --output <file>', 'where to write it (default: stdout)')
    .action(async (travelerId: string, yearText: string, options: TravelerReportOptions) => {
      if (!/^\d{4}$/.test(yearText)) {
        throw new MilepostError('year_invalid', `"${yearText}" is no year; use YYYY, e.g. 2025`);
      }
      await world.pipelines();
      const year = await (await world.reports()).travelers.readYear(travelerId, Number(yearText));
      if (year === undefined) {
        throw new MilepostError(
          'year_unknown',
          `There is nothing of ${travelerId} in ${yearText}; \`milepost pipelines run\` builds what is due`,
        );
      }
      const content =
        options.format === 'csv' ? formatCsv(travelerTable(year)) : `${JSON.stringify(year, undefined, 2)}\n`;
      if (options.output === undefined) world.output.raw(content);
      else {
        await writeReport(options.output, content);
        world.output.result({ file: options.output }, `Wrote ${options.output}`);
      }
    });
}
