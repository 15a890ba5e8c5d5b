import { InvalidArgumentError, type Command } from 'commander';
import type { BackfillProgress } from '../pipelines/backfill.ts';
import type { World } from './world.ts';

interface BackfillFlags {
  from: string;
  to: string;
  downstream?: boolean;
  dryRun?: boolean;
  newestFirst?: boolean;
}

/** Adds `pipelines backfill`: build slices again, whether due or not. */
export function addBackfillCommand(group: Command, world: World): void {
  group
    .command('backfill <model>')
    .description('build slices again, whether due or not; called again after a stop it goes on')
    .requiredOption('--from <date>', 'first day, month or instant (UTC)', parseInstant)
    .requiredOption('--to <date>', 'day, month or instant (UTC) before which it ends', parseInstant)
    .option('--downstream', 'also what later models have made of them')
    .option('--newest-first', 'begin with the newest slices')
    .option('--dry-run', 'show what would be built and its cost; change nothing')
    .action(async (model: string, flags: BackfillFlags) => {
      const pipelines = await world.pipelines();
      const { downstream = false, newestFirst = false, from, to } = flags;
      const order = { model, from, to, downstream, newestFirst };
      if (flags.dryRun === true) {
        world.output.rows(await pipelines.planBackfill(order), 'There are no slices in this range');
        return;
      }
      const onProgress = ({ model: name, done, total, remainingMs }: BackfillProgress): void => {
        const left = remainingMs === null ? '' : `, about ${Math.ceil(remainingMs / 1_000)} s left`;
        world.progress.show(`${name}: ${done} of ${total} slices${left}`, done, total);
      };
      const backfill = await world.work('backfill', (signal) => {
        tellOfStop(signal, world);
        return pipelines.backfill(order, { signal, onProgress });
      });
      world.progress.end();
      world.output.result(backfill, `${backfill.done} of ${backfill.total} slices: ${backfill.state}`);
    });
}

/** Says that Ctrl-C was heard, and what becomes of what is under way. */
function tellOfStop(signal: AbortSignal, { progress }: World): void {
  signal.addEventListener('abort', () =>
    progress.note('Stopping: the run under way is withdrawn; the same command goes on behind what is done'),
  );
}

/** Reads `2026-03`, `2026-03-01` or an ISO instant with its zone as an ISO instant; without a zone it is UTC. */
function parseInstant(text: string): string {
  const isDate = /^\d{4}-\d{2}(-\d{2})?$/.test(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const epochMs = isDate || isInstant ? Date.parse(text) : NaN;
  if (Number.isNaN(epochMs))
    throw new InvalidArgumentError('Use e.g. 2026-03, 2026-03-01 or 2026-03-01T10:00Z.');
  return new Date(epochMs).toISOString();
}
