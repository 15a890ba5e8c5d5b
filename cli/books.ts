import { Argument, type Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import { bookKinds, type BookKind, type Manifest } from '../reports/books/manifest.ts';
import { isPeriod } from '../reports/vendor/period.ts';
import type { World } from './world.ts';

/** Adds `books`: close periods, list and check what was closed. */
export function addBooksCommands(program: Command, world: World): void {
  const group = program
    .command('books')
    .description('closed periods: their numbers stand as they were closed');

  group
    .command('close')
    .addArgument(new Argument('<kind>', 'what to close').choices(bookKinds))
    .argument('<period>', 'a month, e.g. 2016-05, or a year, e.g. 2016')
    .description('close a period, or make its next version where late data says something else')
    .option('--early', 'also before the day on which it is due; the period has to be over')
    .option('--dry-run', 'only say what would be closed')
    .action(async (kind: BookKind, period: string, options: { early?: boolean; dryRun?: boolean }) => {
      requirePeriod(kind, period);
      const { failed } = await (await world.pipelines()).run();
      if (failed.length > 0) {
        throw new MilepostError(
          'numbers_incomplete',
          `${failed.map((each) => each.model).join(', ')} could not be built; \`milepost pipelines run\` says why`,
        );
      }
      const closing = await (
        await world.reports()
      ).books.close(kind, period, { isEarly: options.early === true, isDryRun: options.dryRun === true });
      switch (closing.outcome) {
        case 'early':
          throw new MilepostError(
            'period_not_due',
            `${period} is due to be closed on ${closing.closesOn}; once it is over, --early closes it before that day`,
          );
        case 'incomplete':
          throw new MilepostError(
            'numbers_incomplete',
            closing.asOf === null
              ? `Nothing is known of ${period}: there are no numbers yet`
              : `The numbers are complete up to ${closing.asOf} only`,
          );
        case 'unchanged':
          world.output.result(
            toRow(closing.manifest),
            `${kind} ${period} stands as closed in version ${closing.manifest.version}: nothing of it changed`,
          );
          return;
        case 'closed':
          world.output.result(
            toRow(closing.manifest),
            `${options.dryRun === true ? 'Would close' : 'Closed'} ${kind} ${period} as version ${closing.manifest.version}: ${closing.manifest.changed} of its ${kind === 'vendor-month' ? 'vendors' : 'travelers'} are new or changed`,
          );
      }
    });

  group
    .command('list')
    .description('every version of every closed period')
    .action(async () => {
      const manifests = await (await world.reports()).books.list();
      world.output.rows(
        manifests.map(toRow),
        'No period is closed yet: a month closes on the 10th of the next one, a year on 15 January',
      );
    });

  group
    .command('verify')
    .description('check every byte of every book and of every PDF drawn of one')
    .action(async () => {
      const result = await (await world.reports()).books.verify();
      if (result.faults.length === 0) {
        world.output.result(
          result,
          result.books === 0
            ? 'No period is closed yet: there is nothing to check'
            : `${result.books} books with ${result.files} files are as they were sealed, ${result.prints} PDFs as they were handed out`,
        );
        return;
      }
      world.output.rows(result.faults, '');
      throw new MilepostError(
        'book_damaged',
        `${result.faults.length === 1 ? '1 fault' : `${result.faults.length} faults`} in ${result.books} books; restore what was altered from a backup`,
      );
    });
}

function requirePeriod(kind: BookKind, period: string): void {
  if (kind === 'vendor-month' ? isPeriod(period) : /^(?!0000)\d{4}$/.test(period)) return;
  throw new MilepostError(
    'period_invalid',
    kind === 'vendor-month'
      ? `"${period}" is no month; use YYYY-MM, e.g. 2016-05`
      : `"${period}" is no year; use YYYY, e.g. 2016`,
  );
}

function toRow({ kind, period, version, closedAt, watermark, files, changed, seal }: Manifest) {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return { kind, period, version, closedAt, watermark, rows, changed, seal };
}
