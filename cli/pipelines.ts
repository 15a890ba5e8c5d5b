import type { Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import type { RunResult } from '../pipelines/runner.ts';
import { addBackfillCommand } from './backfill.ts';
import { addLineageCommand } from './lineage.ts';
import type { World } from './world.ts';

/** Adds `pipelines`: see, run and inspect the models. */
export function addPipelinesCommands(program: Command, world: World): void {
  const group = program.command('pipelines').description('the models: what is due, what ran');

  group
    .command('plan')
    .description('show what is due and why, what may follow, and the cost; changes nothing')
    .action(async () => {
      const plan = await (await world.pipelines()).plan();
      if (world.output.isJson) {
        world.output.rows(plan, '');
        return;
      }
      const rows = plan.flatMap(({ model, groups, follows }) =>
        [...groups, ...(follows === undefined ? [] : [follows])].map((each) => ({ model, ...each })),
      );
      const frozen = plan.flatMap(({ model, frozen: held }) => held.map((each) => ({ model, ...each })));
      if (frozen.length > 0) {
        world.output.line('Stay as they are, because their raw rows have expired:');
        world.output.rows(frozen, '');
        world.output.line('');
      }
      world.output.rows(rows, 'Everything is up to date');
    });

  group
    .command('run [model]')
    .description('build what is due: of all models, or of one and those it reads')
    .action(async (model?: string) => {
      const pipelines = await world.pipelines();
      const onRun = ({ model: name, slices, rows, elapsedMs }: RunResult): void =>
        world.progress.note(`${name}: ${slices.length} slices, ${rows} rows, ${elapsedMs} ms`);
      const summary = await world.work('run', (signal) =>
        pipelines.run({ signal, onRun, ...(model === undefined ? {} : { model }) }),
      );
      const built = summary.runs.reduce((sum, run) => sum + run.slices.length, 0);
      const runs = summary.runs.length === 1 ? '1 run' : `${summary.runs.length} runs`;
      world.output.result(
        summary,
        built === 0 ? 'Everything is up to date' : `Built ${built} slices in ${runs}`,
      );
      if (summary.failed.length > 0) {
        const reasons = summary.failed.map((each) => `${each.model}: ${each.message}`);
        throw new MilepostError('run_failed', `Some models could not be built:\n  ${reasons.join('\n  ')}`);
      }
    });

  addBackfillCommand(group, world);
  addLineageCommand(group, world);

  group
    .command('status')
    .description('show the state of every model and the last runs')
    .action(async () => {
      const status = await (await world.pipelines()).status();
      if (world.output.isJson) {
        world.output.result(status, '');
        return;
      }
      const models = status.models.map(({ model, latenessMs, freshWithinMs, isLate, ...standing }) => ({
        model,
        ...standing,
        late: latenessMs === null ? null : `${Math.round(latenessMs / 1_000)} s${isLate ? ' (late)' : ''}`,
        promised: `${freshWithinMs / 1_000} s`,
      }));
      world.output.rows(models, 'Nothing has run yet; `milepost pipelines run` builds what is due');
      world.output.line('\nLast runs:');
      world.output.rows(status.runs, 'none');
      world.output.line('\nWhat checks found last:');
      const found = status.checks.map(({ sample, ...each }) => ({ ...each, rows: sample.join(' ') }));
      world.output.rows(found, 'nothing');
    });
}
