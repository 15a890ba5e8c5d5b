import type { Warehouse } from '../../../warehouse/client.ts';
import { startApiProcess, type ApiProcess } from './api-process.ts';
import type { BenchWarehouse } from './bench-warehouse.ts';
import { peakMemory, resetPeakMemory } from './memory.ts';
import { listQuestions, type Question } from './questions.ts';

/** Milliseconds. */
interface Latency {
  p50: number;
  p95: number;
}

export interface ReadFigures {
  question: string;
  site: string;
  days: number;
  alone: Latency;
  eightAtOnce: Latency;
  /** The statements written by hand, all of a question at once, one question at a time. */
  byHand: Latency;
  /** Median of the API over that of the statements by hand. */
  ratio: number;
}

export interface ReadsFigures {
  reads: ReadFigures[];
  /** Most memory held while all of this was asked. */
  engineBytes: number | null;
  apiBytes: number | null;
}

const atOnce = 8;

/**
 * Asks every question of a running API, alone and eight at once, and by hand in turn with it.
 *
 * @param requests of each kind a question
 * @throws {Error} where the API and the statements by hand give other numbers
 */
export async function measureReads(
  bench: BenchWarehouse,
  options: { dataDir: string; requests: number; onQuestion: (count: number) => void },
): Promise<ReadsFigures> {
  const api = await startApiProcess(options.dataDir);
  try {
    await Promise.all([resetPeakMemory(bench.enginePid), resetPeakMemory(api.pid)]);
    const reads: ReadFigures[] = [];
    for (const index of listQuestions().keys()) {
      reads.push(await measureQuestion(index, api, bench.warehouse, options.requests));
      options.onQuestion(reads.length);
    }
    return { reads, engineBytes: await peakMemory(bench.enginePid), apiBytes: await peakMemory(api.pid) };
  } finally {
    await api.close();
  }
}

async function measureQuestion(
  index: number,
  api: ApiProcess,
  warehouse: Warehouse,
  requests: number,
): Promise<ReadFigures> {
  let asked = 0;
  const next = (): Question => {
    const question = listQuestions(asked).at(index);
    if (question === undefined) throw new RangeError(`There is no question ${index}`);
    asked += 1;
    return question;
  };
  const byApi = (question: Question): Promise<unknown> => api.get(question.path);
  const byHand = (question: Question): Promise<object[]> => askByHand(question, warehouse);
  const question = next();
  requireSame(question, await byApi(question), await byHand(question));
  const alone: number[] = [];
  const manual: number[] = [];
  for (let round = 0; round < requests; round += 1) {
    const each = next();
    alone.push(await timed(() => byApi(each)));
    manual.push(await timed(() => byHand(each)));
  }
  const crowded: number[] = [];
  let left = Math.max(requests, 2 * atOnce);
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const each = next();
      crowded.push(await timed(() => byApi(each)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const [latency, hand] = [latencyOf(alone), latencyOf(manual)];
  return {
    question: question.name,
    site: question.site,
    days: question.days,
    alone: latency,
    eightAtOnce: latencyOf(crowded),
    byHand: hand,
    ratio: latency.p50 / hand.p50,
  };
}

async function askByHand(question: Question, warehouse: Warehouse): Promise<object[]> {
  const answers = await Promise.all(
    question.statements.map((statement) =>
      warehouse.query<object>(statement, { name: `hand-${question.name}`, params: question.params }),
    ),
  );
  return answers.flat();
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

function latencyOf(milliseconds: readonly number[]): Latency {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

const held = ['visitors', 'sessions', 'pageviews', 'clicks', 'bookings', 'cancellations'];

/** A statement that is quick because it answers something else would be no measure. */
function requireSame(question: Question, answer: unknown, rows: readonly object[]): void {
  const found = Object.entries(Object(answer)).find(([name]) => name === question.rowsIn)?.[1];
  const [api, hand] = [sums(Array.isArray(found) ? found : [found]), sums(rows)];
  for (const [name, sum] of hand) {
    if (api.has(name) && api.get(name) !== sum) {
      const where = `${question.name}, ${question.site}, ${question.days} days`;
      throw new Error(`${where}: ${name} is ${api.get(name)} of the API, ${sum} by hand`);
    }
  }
}

function sums(rows: readonly unknown[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(Object(row))) {
      if (held.includes(name)) totals.set(name, (totals.get(name) ?? 0) + Number(value));
    }
  }
  return totals;
}
