import { MilepostError } from '../../infra/errors.ts';
import { isObject, textIn, type JsonObject } from '../../ingest/json.ts';
import { toAlpha2 } from '../../ingest/countries.ts';
import { checkFxRate, type FxRate, type FxRates } from '../../warehouse/repositories/fx-rates.ts';
import {
  checkTraveler,
  type TravelerProfile,
  type Travelers,
} from '../../warehouse/repositories/travelers.ts';
import type { NewVendor, Vendor, Vendors } from '../../warehouse/repositories/vendors.ts';
import type { Source } from './source.ts';
import { countRejection, type Tally } from './tally.ts';

const rowsAtOnce = 5_000;

/** Imports reference rates: columns or fields `date`, `currency`, `rate` and, optional, `base` (EUR) and `source`. */
export function importFxRates(source: Source, fxRates: FxRates, tally: Tally): Promise<void> {
  return importRows(source, tally, {
    read: (row): FxRate => ({
      date: textIn(row, 'date'),
      currency: textIn(row, 'currency'),
      rate: textIn(row, 'rate'),
      base: textIn(row, 'base') || 'EUR',
      source: textIn(row, 'source') || 'import',
    }),
    check: checkFxRate,
    store: (rates) => fxRates.put(rates),
  });
}

/** Imports travelers' profiles: `travelerId` and the fields of a profile. */
export function importTravelers(source: Source, travelers: Travelers, tally: Tally): Promise<void> {
  return importRows(source, tally, {
    read: (row): TravelerProfile => ({
      travelerId: textIn(row, 'travelerId'),
      homeCountry: toAlpha2(textIn(row, 'homeCountry')) ?? textIn(row, 'homeCountry'),
      homeCity: textIn(row, 'homeCity'),
      homeAirport: textIn(row, 'homeAirport'),
      currency: textIn(row, 'currency'),
      timezone: textIn(row, 'timezone'),
      locale: textIn(row, 'locale'),
      validFrom: textIn(row, 'validFrom'),
    }),
    check: checkTraveler,
    store: (profiles) => travelers.put(profiles),
  });
}

/**
 * Imports vendors: `vendorId`, `type` and the other attributes. An unknown vendor is added, a known one whose
 * attributes differ is changed from `validFrom` (default: now) on.
 */
export async function importVendors(source: Source, vendors: Vendors, tally: Tally): Promise<void> {
  const known = new Map((await vendors.list()).map((each) => [each.vendorId, each]));
  return importRows(source, tally, {
    read: readVendor,
    check: () => undefined,
    rowsAtOnce: 1,
    store: async ([row]) => {
      if (row === undefined) return;
      const { validFrom, ...vendor } = row;
      const before = known.get(vendor.vendorId);
      if (before === undefined) {
        await vendors.add([vendor]);
        known.set(vendor.vendorId, { ...vendor, validFrom });
        return;
      }
      const { vendorId, ...changes } = vendor;
      const isSame = Object.entries(before).every(
        ([name, value]) =>
          name === 'validFrom' || Object.entries(vendor).some(([n, v]) => n === name && v === value),
      );
      if (!isSame) await vendors.set(vendorId, changes, validFrom === '' ? undefined : validFrom);
    },
  });
}

function readVendor(row: JsonObject): Required<NewVendor> & Pick<Vendor, 'validFrom'> {
  const vendorId = textIn(row, 'vendorId');
  return {
    vendorId,
    type: textIn(row, 'type'),
    name: textIn(row, 'name') || vendorId,
    timezone: textIn(row, 'timezone') || 'UTC',
    currency: textIn(row, 'currency') || 'EUR',
    owner: textIn(row, 'owner'),
    country: toAlpha2(textIn(row, 'country')) ?? textIn(row, 'country'),
    city: textIn(row, 'city'),
    class: textIn(row, 'class'),
    validFrom: textIn(row, 'validFrom'),
  };
}

interface RowKind<Row> {
  read: (row: JsonObject) => Row;
  /** Throws a MilepostError that names what is wrong with the row. */
  check: (row: Row) => void;
  store: (rows: readonly Row[]) => Promise<void>;
  rowsAtOnce?: number;
}

/** Stores rows by and by; one that cannot be read or is wrong is counted and left out. */
export async function importRows<Row>(source: Source, tally: Tally, kind: RowKind<Row>): Promise<void> {
  let rows: Row[] = [];
  const store = async (): Promise<void> => {
    const batch = rows;
    rows = [];
    tally.sent += batch.length;
    await kind.store(batch);
    tally.accepted += batch.length;
  };
  for await (const { number, value } of source.records) {
    tally.read += 1;
    try {
      if (!isObject(value)) throw new MilepostError('unreadable_record', 'is not a JSON object or CSV row');
      const row = kind.read(value);
      kind.check(row);
      rows.push(row);
      if (rows.length >= (kind.rowsAtOnce ?? rowsAtOnce)) await store();
    } catch (thrown) {
      if (!(thrown instanceof MilepostError) || !isOfRow(thrown)) throw thrown;
      countRejection(tally, {
        record: number,
        reason: thrown.code,
        message: thrown.message.replaceAll('\n', '; '),
      });
    }
  }
  if (rows.length > 0) await store();
}

function isOfRow(error: MilepostError): boolean {
  return error.code === 'unreadable_record' || error.code === 'fields_invalid';
}
