/**
 * A row of the view `vendor_months` by its columns' names, in a form in which equal months are equal: decimals without
 * trailing zeros, counts by key without zeros, the mix as counts by `dimension/key`.
 */
export type Month = Readonly<Record<string, unknown>>;

/** Months by `vendorId/period`. */
export type Months = ReadonlyMap<string, Month>;

const decimals = ['room_revenue', 'cancellation_fees', 'no_show_fees'];
const countsByKey = ['cancellations_by_initiator', 'no_shows_by_initiator', 'mix'];

/** Brings rows into the form of {@link Month}. */
export function toMonths(rows: readonly Month[]): Months {
  const months = new Map(rows.map((row) => [`${String(row['vendor_id'])}/${String(row['period'])}`, row]));
  if (months.size !== rows.length) throw new Error('A month of a vendor has more than one row');
  return new Map([...months].map(([key, row]) => [key, toMonth(row)]));
}

function toMonth(row: Month): Month {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (decimals.includes(column)) return [column, toPlainDecimal(String(value))];
      return [column, countsByKey.includes(column) ? withoutZeros(value) : value];
    }),
  );
}

/** @example toPlainDecimal('12.5000') // '12.5' */
function toPlainDecimal(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`${text} is no decimal`);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function withoutZeros(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, count]) => count !== 0));
}

/** What two computations of a number say. */
export interface Difference {
  month: string;
  column: string;
  expected: unknown;
  actual: unknown;
}

/** Lists every number on which two sets of months differ; a month or column that one side lacks is one, too. */
export function findDifferences(expected: Months, actual: Months): Difference[] {
  return [...new Set([...expected.keys(), ...actual.keys()])].flatMap((month) =>
    differencesIn(month, flatten(expected.get(month)), flatten(actual.get(month))),
  );
}

function differencesIn(month: string, expected: Flat, actual: Flat): Difference[] {
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .map((column) => ({ month, column, expected: expected.get(column), actual: actual.get(column) }))
    .filter((each) => each.expected !== each.actual);
}

type Flat = ReadonlyMap<string, unknown>;

/** Objects and lists become a number each, so that a difference shows as the number that differs. */
function flatten(value: unknown, name = ''): Flat {
  if (typeof value !== 'object' || value === null) return new Map(name === '' ? [] : [[name, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [
      ...flatten(inner, name === '' ? key : `${name}.${key}`),
    ]),
  );
}
