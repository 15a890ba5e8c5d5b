import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Events of each world that is measured, one after the other. */
  sizes: readonly number[];
  /** Travelers of each year that is built in one go, after the worlds of events. */
  travelers: readonly number[];
  seed: number;
  /** Where worlds are kept, and found again; undefined: in a directory that is removed at the end. */
  keep: string | undefined;
  requests: number;
  /** Measures only the reads of worlds that were kept. */
  isReadsOnly: boolean;
  isJson: boolean;
}

export const usage = `npm run bench:pipelines -- [options]
  --events 1M,10M       sizes of the stored worlds (default 1M)
  --travelers 10k,100k  instead: years of so many travelers, with a fiftieth as many affiliates, built in one go
  --requests 20         requests of each kind a question
  --keep <directory>    keep the worlds there, and use again those that are: building is then left out
  --reads               only the reads, of worlds that were kept
  --seed 1              another seed, another world
  --json                figures for machines`;

/** @throws {Error} that says what is wrong. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string' },
      travelers: { type: 'string', default: '' },
      requests: { type: 'string', default: '20' },
      keep: { type: 'string' },
      seed: { type: 'string', default: '1' },
      reads: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const travelers = parseSizes(values.travelers);
  return {
    sizes: parseSizes(values.events ?? (travelers.length === 0 ? '1M' : '')),
    travelers,
    seed: parseSize(values.seed),
    keep: values.keep,
    requests: parseSize(values.requests),
    isReadsOnly: values.reads,
    isJson: values.json,
  };
}

function parseSizes(text: string): number[] {
  return text
    .split(',')
    .filter((each) => each !== '')
    .map((each) => parseSize(each))
    .filter((size) => size > 0);
}

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6 };

function parseSize(text: string): number {
  const [, digits, unit = ''] = /^(\d+)([kM]?)$/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`${text} is no size: write 100k, 1M or 10M`);
  return Number(digits) * (units[unit] ?? 1);
}
