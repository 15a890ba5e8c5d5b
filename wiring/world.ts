import { createOutput } from '../cli/output.ts';
import { createProgress } from '../cli/progress.ts';
import type { World } from '../cli/world.ts';
import { createBusParts } from './bus.ts';
import { createIngestParts } from './ingest.ts';
import { createNumberParts } from './numbers.ts';
import { memo } from './once.ts';
import type { ProcessParts } from './process.ts';
import { createServingParts } from './serving.ts';
import { createWarehouseParts } from './warehouse.ts';
import { workUntilSignal } from './work-until-signal.ts';

/** Everything that commands may ask for, made when it is first asked for and closed by the process's lifecycle. */
export function createWorld(root: ProcessParts): World {
  const { invocation, clock, log, lifecycle } = root;
  const reached = { ...root, ...createWarehouseParts(root), ...createBusParts(root) };
  const fed = { ...reached, ...createIngestParts(reached) };
  const made = { ...fed, ...createNumberParts(fed) };
  const output = memo(() => createOutput(invocation().isJson, (content) => process.stdout.write(content)));
  const {
    migrator,
    warehouse,
    databases,
    intake,
    replay,
    pending,
    suppressions,
    pipelines,
    reports,
    erasures,
    retention,
    holdDataDirectory,
    scheduler,
  } = made;
  return {
    get config() {
      return invocation().config;
    },
    get log() {
      return log();
    },
    get output() {
      return output();
    },
    clock,
    progress: createProgress(process.stderr, () => performance.now()),
    migrator,
    warehouse,
    databases,
    intake,
    replay,
    pending,
    suppressions,
    pipelines,
    reports,
    erasures,
    retention,
    holdDataDirectory,
    ...createServingParts(made),
    schedule: scheduler,
    work: (name, act) => workUntilSignal(lifecycle(), name, act),
    untilSignal: () => Promise.withResolvers<never>().promise,
  };
}
