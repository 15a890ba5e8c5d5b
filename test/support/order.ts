import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Which files begin when, by how their paths in `test/` begin: the longest first, one that computes beside one that
 * waits for processes and brokers, then all that are not named here, then those that can fill what is left.
 */
const order = [
  'integration/hotel-bookings/vendor-months',
  'crash/pipelines-run',
  'integration/privacy/erase',
  'crash/import',
  'crash/backfill',
  'kafka/e2e/roles',
  'integration/pipelines/reference-rows',
  'integration/cli/start',
  'kafka/pipelines/leaders',
  'integration/second-computation/',
  'crash/',
  'integration/cli/commands',
  'kafka/privacy/erase',
  '',
  // The product that these look at is started for the first of them, and works as long as the run goes on.
  'browser/every-page',
  'browser/',
  'unit/',
];

/** Begins a run's files in an order in which no worker is left with a long one while the others have none. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- This is the sequencer's, and no array's.
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const path = relative(`${import.meta.dirname}/..`, moduleId);
  const named = order.findIndex((start) => start !== '' && path.startsWith(start));
  return named === -1 ? order.indexOf('') : named;
}
