import { ClickHouseError } from '@clickhouse/client';
import { MilepostError, codeOf, messageOf } from '../infra/errors.ts';

/** Errors of ClickHouse that pass by themselves: too busy, out of memory, no connection, a replica behind. */
const passing = new Set([
  '159',
  '160',
  '202',
  '203',
  '209',
  '210',
  '241',
  '242',
  '252',
  '279',
  '319',
  '425',
  '439',
]);

/** Errors that name a row or value the table does not take: the batch must be searched for it. */
const refusals = new Set([
  '6',
  '26',
  '27',
  '38',
  '41',
  '53',
  '69',
  '70',
  '72',
  '117',
  '131',
  '321',
  '407',
  '691',
]);

/** Somebody told the engine to stop it. */
const stopped = '394';

/** A failure of the warehouse; `engineCode` is ClickHouse's own number where the engine answered. */
export class WarehouseError extends MilepostError {
  readonly engineCode: string | undefined;

  constructor(
    code: WarehouseErrorCode,
    message: string,
    retryable: boolean,
    cause: unknown,
    engineCode?: string,
  ) {
    super(code, message, { retryable, cause });
    this.engineCode = engineCode;
  }
}

/**
 * - `warehouse_unavailable`: no answer (retryable)
 * - `warehouse_busy`: the engine refused for now: limits of time, memory, parts (retryable)
 * - `warehouse_refused_value`: a row or parameter does not fit its column
 * - `warehouse_stopped`: stopped on demand, before it began or by a kill
 * - `warehouse_failed`: anything else, a fault of the statement
 */
export type WarehouseErrorCode =
  | 'warehouse_unavailable'
  | 'warehouse_busy'
  | 'warehouse_refused_value'
  | 'warehouse_stopped'
  | 'warehouse_failed';

/** Translates whatever the driver threw; the only place that knows ClickHouse's codes. Never throws. */
export function translateWarehouseError(thrown: unknown, name: string): MilepostError {
  if (thrown instanceof MilepostError) return thrown;
  const code = codeOf(thrown);
  const text = `${name}: ${messageOf(thrown)}`;
  if (!(thrown instanceof ClickHouseError) || code === undefined) {
    return new WarehouseError('warehouse_unavailable', text, true, thrown);
  }
  if (passing.has(code)) return new WarehouseError('warehouse_busy', text, true, thrown, code);
  if (refusals.has(code)) return new WarehouseError('warehouse_refused_value', text, false, thrown, code);
  if (code === stopped) return new WarehouseError('warehouse_stopped', text, false, thrown, code);
  return new WarehouseError('warehouse_failed', text, false, thrown, code);
}

/** Returns whether the engine answered with this code of ClickHouse's, e.g. `57`; never throws. */
export function hasEngineCode(thrown: unknown, engineCode: string): boolean {
  return thrown instanceof WarehouseError && thrown.engineCode === engineCode;
}
