import { runMilepost, type MilepostEnv } from './milepost.ts';

/** Builds the models that `readTotals` reads, and what they are made from: the rest of a pass would show nothing. */
export async function buildTotals(env: MilepostEnv): Promise<void> {
  for (const model of ['value_entries', 'vendor_months']) await runMilepost(['pipelines', 'run', model], env);
}
