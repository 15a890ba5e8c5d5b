/**
 * How fast the pipelines build and refresh, and the dashboards read, beside worlds of several sizes. Run it with
 * `npm run bench:pipelines -- --events 1M,10M`; `--help` names the options. It ends by itself and leaves nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchEvents, type EventFigures } from './pipelines/event-bench.ts';
import { parseOptions, usage } from './pipelines/options.ts';
import { reportEvents, reportYears } from './pipelines/report.ts';
import { benchYear, type YearFigures } from './pipelines/year-bench.ts';

/** On a terminal one line that changes; nothing else where the output is read by a machine. */
function tell(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${what}`);
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    console.log(usage);
    return;
  }
  const options = parseOptions(args);
  const root = options.keep ?? (await mkdtemp(join(tmpdir(), 'milepost-bench-')));
  try {
    const worlds: EventFigures[] = [];
    for (const events of options.sizes) {
      const dataDir = join(root, `events-${events}-${options.seed}`);
      worlds.push(
        await benchEvents({ ...options, dataDir, events }, (what) => tell(`${events} events: ${what}`)),
      );
    }
    const years: YearFigures[] = [];
    for (const travelers of options.travelers) {
      const dataDir = join(root, `travelers-${travelers}-${options.seed}`);
      years.push(
        await benchYear({ dataDir, travelers, seed: options.seed }, (what) =>
          tell(`${travelers} travelers: ${what}`),
        ),
      );
    }
    tell('');
    const load = loadavg().map((each) => Number(each.toFixed(1)));
    if (options.isJson) console.log(JSON.stringify({ load, worlds, years }));
    else {
      const parts = [
        worlds.length > 0 ? [reportEvents(worlds)] : [],
        years.length > 0 ? [reportYears(years)] : [],
      ];
      console.log([...parts.flat(), `load of the machine ${load.join(', ')}`].join('\n\n'));
    }
  } finally {
    if (options.keep === undefined)
      await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  }
}

await main(process.argv.slice(2));
