import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBenchWarehouse } from './bench-warehouse.ts';
import { measurePass, type PassFigures } from './measure-pass.ts';
import { measureReads, type ReadsFigures } from './measure-reads.ts';
import { measureStorage, type StorageFigures } from './measure-storage.ts';
import { addHour, makeWorld, yearTo } from './world.ts';

/** What was measured of a world of events. */
export interface EventFigures {
  events: number;
  /** Undefined where the world was kept from an earlier run. */
  build: PassFigures | undefined;
  storage: StorageFigures;
  /** A pass with nothing to do. */
  idle: PassFigures | undefined;
  /** The pass after a million new events in one hour. */
  refresh: PassFigures | undefined;
  reads: ReadsFigures;
}

/** What a data directory holds: a world that was made is kept, whatever became of building it. */
interface State {
  /** Hours that were added after the year. */
  hours: number;
}

const hourMs = 3_600_000;
/** From one added hour to the next: beside another hour of a million events, one would find its sessions to go on. */
const apartMs = 25 * hourMs;
const minuteMs = 60_000;
const newEvents = 1_000_000;

/** Measures a world of so many events in a data directory, which may hold it already. */
export async function benchEvents(
  options: { dataDir: string; events: number; seed: number; requests: number; isReadsOnly: boolean },
  tell: (what: string) => void,
): Promise<EventFigures> {
  const { dataDir, events, seed } = options;
  await mkdir(dataDir, { recursive: true });
  const bench = await openBenchWarehouse(dataDir);
  try {
    const stateFile = join(dataDir, 'bench.json');
    const keepState = (state: State): Promise<void> => writeFile(stateFile, JSON.stringify(state));
    const isKept = existsSync(stateFile);
    if (!isKept) {
      await makeWorld(bench.warehouse, { events, seed }, (done, of) =>
        tell(`making the world, ${done} of ${of}`),
      );
      await keepState({ hours: 0 });
    }
    const { hours }: State = JSON.parse(await readFile(stateFile, 'utf8'));
    // Of a kept world this builds what a stopped run left, and what other code makes otherwise: no measure of a build.
    const pass = await measurePass(bench, yearTo + hours * apartMs + minuteMs, (runs) =>
      tell(`building, run ${runs}`),
    );
    const build = isKept ? undefined : pass;
    await bench.pipelines.sweep(0);
    const storage = await measureStorage(bench.warehouse);
    let idle: PassFigures | undefined;
    let refresh: PassFigures | undefined;
    if (!options.isReadsOnly) {
      const from = yearTo + hours * apartMs;
      idle = await measurePass(bench, from + 2 * minuteMs, () => {});
      tell('adding an hour');
      await addHour(bench.warehouse, { events: newEvents, from, seed: seed + 1, yearEvents: events });
      refresh = await measurePass(bench, from + hourMs, (runs) => tell(`refreshing, run ${runs}`));
      await bench.pipelines.sweep(0);
      await keepState({ hours: hours + 1 });
    }
    const reads = await measureReads(bench, {
      ...options,
      onQuestion: (count) => tell(`asking, question ${count}`),
    });
    return { events, build, storage, idle, refresh, reads };
  } finally {
    await bench.close();
  }
}
