import type { Library } from '../../books/library.ts';
import type { Manifest } from '../../books/manifest.ts';
import type { YearRow } from '../year-row.ts';
import type { YearRows } from '../year-source.ts';
import { bucketOf } from './bucket.ts';

interface BookTraveler {
  version: number;
  has_later: boolean;
  years: (Omit<YearRow, 'unconverted'> & { unconverted: Readonly<Record<1 | 2 | 3, string>>[] })[] | null;
  trips: YearRows['trips'] | null;
  routes: YearRows['routes'] | null;
}

const travelerSql = `
select version, has_later, years, trips, routes
from read_parquet($file)
where traveler_id = $travelerId`;

/**
 * Reads a traveler's closed year from the book in which it last changed, up to a version; undefined where it is in none, or
 * the version has nothing new of it. Every byte of the part that is read is checked.
 *
 * @throws {MilepostError} `book_damaged`.
 */
export async function readBookYear(
  library: Library,
  travelerId: string,
  year: number,
  version?: number,
): Promise<{ book: Manifest; rows: YearRows } | undefined> {
  const { shelf } = library;
  const newest = await shelf.find('traveler-year', String(year), version);
  if (newest === undefined) return undefined;
  const own = await readTraveler(library, newest, travelerId);
  if (own === undefined) return undefined;
  if (own.version !== newest.version && version !== undefined) return undefined;
  // The rows are those of the version that made them: they have not changed since.
  const book =
    own.version === newest.version ? newest : await shelf.find('traveler-year', String(year), own.version);
  if (book === undefined) return undefined;
  const { trips, routes, has_later: hasLater } = own;
  const years = (own.years ?? []).map((each) => ({ ...each, unconverted: each.unconverted.map(toTuple) }));
  return { book, rows: { years, hasLater, trips: trips ?? [], routes: routes ?? [] } };
}

/** Parquet names what has no name by its place. */
function toTuple(named: Readonly<Record<1 | 2 | 3, string>>): [string, string, string] {
  return [named[1], named[2], named[3]];
}

async function readTraveler(
  library: Library,
  book: Manifest,
  travelerId: string,
): Promise<BookTraveler | undefined> {
  const file = await library.shelf.open(book, bucketOf(travelerId));
  if (file === undefined) return undefined;
  const [row] = await (await library.tables()).rows<BookTraveler>(travelerSql, { file, travelerId });
  return row;
}
