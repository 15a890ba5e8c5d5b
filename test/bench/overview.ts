/**
 * How soon the pages of an affiliate have their numbers: the API on the demo world, one question after another, nothing
 * beside it; of each the median, the 95th percentile and what the engine computes for it, where every request is of
 * another quarter-hour, and the median of asking the same again. Run it with
 * `npm run bench:overview -- [--requests 40] [--data <directory>]`: a directory is filled once and kept.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readEngineFile } from '../../warehouse/local/engine-file.ts';
import { makeDemoWorld } from './overview/demo-world.ts';
import { processorTime } from './overview/processor-time.ts';
import { startApiProcess, type ApiProcess } from './pipelines/api-process.ts';

const aimMs = 100;
const dayMs = 86_400_000;
const quarterMs = 900_000;
const steps = 'page:/search,event:Offer Clicked,booking';

/** Paths after `/api/affiliates/<id>/` for ranges that end at an instant. */
function listQuestions(toMs: number): { name: string; path: string }[] {
  const last = (days: number): string =>
    `from=${new Date(toMs - days * dayMs).toISOString()}&to=${new Date(toMs).toISOString()}`;
  const [month, year] = [last(30), last(360)];
  return [
    { name: 'overview', path: `overview?${month}` },
    { name: 'overview, compared', path: `overview?${month}&compare=previous` },
    { name: 'overview, one filter', path: `overview?${month}&filter=device:eq:mobile` },
    { name: 'overview, a year', path: `overview?${year}` },
    { name: 'time series', path: `timeseries?${month}` },
    { name: 'breakdown by page', path: `breakdown?by=page&${month}` },
    { name: 'breakdown by channel', path: `breakdown?by=channel&${month}` },
    { name: 'breakdown by vendor', path: `breakdown?by=vendor&${month}` },
    { name: 'attribution', path: `attribution?model=linear&by=campaign&${month}` },
    { name: 'funnel', path: `funnel?steps=${encodeURIComponent(steps)}&${month}` },
  ];
}

/** The affiliate with the second most sessions: neither the largest nor one that hardly has any. */
async function chooseAffiliate(api: ApiProcess, nowMs: number): Promise<string> {
  const { affiliates } = Object(await api.get('/api/affiliates'));
  const ids: string[] = affiliates.map((each: { affiliateId: string }) => each.affiliateId);
  const from = new Date(nowMs - 30 * dayMs).toISOString();
  const sized = await Promise.all(
    ids.map(async (id) => {
      const { metrics } = Object(await api.get(`/api/affiliates/${id}/overview?from=${from}`));
      return { id, sessions: Number(metrics.sessions) };
    }),
  );
  const [first, second] = sized.toSorted((a, b) => b.sessions - a.sessions);
  const chosen = second ?? first;
  if (chosen === undefined) throw new Error('The world has no affiliates');
  return chosen.id;
}

function quantile(milliseconds: readonly number[], share: number): number {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { requests: { type: 'string', default: '40' }, data: { type: 'string' } },
  });
  const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'milepost-bench-')));
  try {
    await makeDemoWorld(dataDir);
    const api = await startApiProcess(dataDir);
    try {
      const engine = await readEngineFile(dataDir);
      if (engine === undefined) throw new Error('There is no engine');
      const nowMs = Date.now();
      const affiliate = await chooseAffiliate(api, nowMs);
      console.log(`${affiliate}, ${values.requests} requests each\n`);
      console.log(
        `${''.padEnd(24)}${['p50 ms', 'p95 ms', 'engine ms', 'again ms'].map((each) => each.padStart(11)).join('')}`,
      );
      const midnightMs = Math.floor(nowMs / dayMs) * dayMs;
      for (const [index, { name }] of listQuestions(midnightMs).entries()) {
        const ask = async (quarter: number): Promise<number> => {
          const path = listQuestions(midnightMs - quarter * quarterMs)[index]?.path ?? '';
          const startedAt = performance.now();
          await api.get(`/api/affiliates/${affiliate}/${path}`);
          return performance.now() - startedAt;
        };
        for (let warming = 1; warming <= 3; warming += 1) await ask(-warming);
        const computedBefore = await processorTime(engine.pid);
        const took: number[] = [];
        for (let request = 0; request < Number(values.requests); request += 1) took.push(await ask(request));
        const computed = (await processorTime(engine.pid)) - computedBefore;
        const again: number[] = [];
        for (let request = 0; request < took.length; request += 1) again.push(await ask(request));
        const figures = [
          quantile(took, 0.5),
          quantile(took, 0.95),
          computed / took.length,
          quantile(again, 0.5),
        ];
        console.log(`${name.padEnd(24)}${figures.map((each) => each.toFixed(0).padStart(11)).join('')}`);
      }
      console.log(
        `\naim: p95 of the overview under ${aimMs} ms; load of the machine ${loadavg()[0]?.toFixed(1)}`,
      );
    } finally {
      await api.close();
    }
  } finally {
    if (values.data === undefined)
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  }
}

await main();
