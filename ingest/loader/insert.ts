import { setTimeout as delay } from 'node:timers/promises';
import { MilepostError, codeOf, messageOf } from '../../infra/errors.ts';
import type { Log } from '../../infra/log.ts';
import type { Warehouse } from '../../warehouse/client.ts';

/** A row that the warehouse does not take, and what it said. */
export interface Refused<Row> {
  row: Row;
  message: string;
}

export interface InsertDeps {
  warehouse: Warehouse;
  log: Log;
  /** Waits between tries of what may succeed later, in milliseconds; after the last one the insert fails. */
  retryDelaysMs: readonly number[];
}

export interface InsertOptions<Row> {
  name: string;
  /** The instant or date that the table is partitioned by. */
  partitionedBy(row: Row): string;
}

/** ClickHouse refuses an insert into more than 100 partitions. */
const maxPartitions = 90;

/**
 * Inserts rows and returns those that the warehouse refuses, found by halving; their neighbours go in.
 *
 * @throws {MilepostError} what the warehouse threw: a retryable one after the last try, any other at once.
 */
export async function insertRows<Row extends object>(
  table: string,
  rows: readonly Row[],
  options: InsertOptions<Row>,
  deps: InsertDeps,
): Promise<Refused<Row>[]> {
  const refused: Refused<Row>[] = [];
  const insert = async (part: readonly Row[]): Promise<void> => {
    try {
      await retrying(() => deps.warehouse.insert(table, part, { name: options.name }), deps);
    } catch (thrown) {
      const [row] = part;
      if (codeOf(thrown) !== 'warehouse_refused_value' || row === undefined) throw thrown;
      if (part.length === 1) {
        refused.push({ row, message: messageOf(thrown) });
        return;
      }
      const middle = Math.ceil(part.length / 2);
      await insert(part.slice(0, middle));
      await insert(part.slice(middle));
    }
  };
  for (const part of splitByPartitions(rows, options)) await insert(part);
  return refused;
}

/** Runs an act again while it fails with what may pass. */
export async function retrying<T>(
  act: () => Promise<T>,
  { log, retryDelaysMs }: Pick<InsertDeps, 'log' | 'retryDelaysMs'>,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act();
    } catch (thrown) {
      const waitMs = retryDelaysMs[tries];
      if (!(thrown instanceof MilepostError && thrown.retryable) || waitMs === undefined) throw thrown;
      log.warn({ err: thrown, tries: tries + 1, waitMs }, 'trying again');
      await delay(waitMs);
    }
  }
}

function splitByPartitions<Row>(
  rows: readonly Row[],
  { partitionedBy }: Pick<InsertOptions<Row>, 'partitionedBy'>,
): (readonly Row[])[] {
  const months = [...new Set(rows.map((row) => partitionedBy(row).slice(0, 7)))];
  if (months.length <= maxPartitions) return rows.length === 0 ? [] : [rows];
  const numbers = new Map(
    months.toSorted().map((month, index) => [month, Math.floor(index / maxPartitions)]),
  );
  return [...Map.groupBy(rows, (row) => numbers.get(partitionedBy(row).slice(0, 7)) ?? 0).values()];
}
