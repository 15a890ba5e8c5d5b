import { listValue } from '@duckdb/node-api';
import type { Clock } from '../../../infra/clock.ts';
import { toInstant } from '../../../infra/clock.ts';
import type { Library } from '../../books/library.ts';
import { sealManifest, type BookFile, type Manifest } from '../../books/manifest.ts';
import { atWorkbench } from '../../books/workbench.ts';
import { bucketOf } from './bucket.ts';
import { readYearTotals } from './close-year.ts';

/** The closed years of travelers, as far as erasing goes. Every method throws `book_damaged`. */
export interface TravelerBooks {
  /** Counts the rows that travelers have in all versions of all years; changes nothing. */
  count(travelerIds: readonly string[]): Promise<number>;
  /**
   * Takes travelers out of all versions of all years and returns how many rows that were. What is theirs is written
   * again without them, the seals say when and how many, and the old files and their PDFs go. May be repeated.
   */
  erase(travelerIds: readonly string[]): Promise<number>;
  /** Every traveler in any of them. */
  travelers(): AsyncGenerator<string>;
}

const kind = 'traveler-year';
const theirsSql = `
select count(*)::integer as rows
from read_parquet($file)
where list_contains($ids, traveler_id)`;
const othersSql = `
copy (
  select *
  from read_parquet($file)
  where not list_contains($ids, traveler_id)
  order by traveler_id
) to $out (format parquet, compression zstd)`;

/** Creates what takes travelers out of closed years. */
export function createTravelerBooks({ library, clock }: { library: Library; clock: Clock }): TravelerBooks {
  const { shelf } = library;

  async function* versions(): AsyncGenerator<Manifest> {
    for (const { period, version: newest } of await shelf.periods(kind))
      for (let version = 1; version <= newest; version += 1) {
        const book = await shelf.find(kind, period, version);
        if (book !== undefined) yield book;
      }
  }

  /** Returns the parts of a book that have some of the travelers, and how many rows. */
  async function* partsWith(book: Manifest, byPart: ReadonlyMap<string, readonly string[]>) {
    for (const file of book.files) {
      const ids = byPart.get(file.part);
      const path = ids === undefined ? undefined : await shelf.open(book, file.part);
      if (ids === undefined || path === undefined) continue;
      const params = { file: path, ids: listValue([...ids]) };
      const [found] = await (await library.tables()).rows<{ rows: number }>(theirsSql, params);
      if (found !== undefined && found.rows > 0) yield { file, params, rows: found.rows };
    }
  }

  /** Writes a book without the travelers; the same book where nothing of it changes. */
  async function rewrite(
    book: Manifest,
    byPart: ReadonlyMap<string, readonly string[]>,
    supersedes: string | null,
  ): Promise<{ book: Manifest; rows: number }> {
    const files = new Map(book.files.map((file) => [file.part, file]));
    let rows = 0;
    await atWorkbench(async (bench) => {
      for await (const { file, params, rows: theirs } of partsWith(book, byPart)) {
        rows += theirs;
        const left = file.rows - theirs;
        files.delete(file.part);
        if (left === 0) continue;
        await bench.tables.run([{ sql: othersSql, params: { ...params, out: bench.path(file.part) } }]);
        files.set(file.part, await shelf.store(book, file.part, await bench.read(file.part), left));
      }
    });
    if (rows === 0 && supersedes === book.supersedes) return { book, rows };
    const { seal, ...rest } = book;
    const at = toInstant(clock.now());
    const inOrder = [...files.values()].toSorted((a, b) => (a.part < b.part ? -1 : 1));
    const sealed = sealManifest({
      ...rest,
      files: inOrder,
      controlTotals: rows === 0 ? book.controlTotals : await totalsOf(book, inOrder),
      supersedes,
      erasures: rows === 0 ? book.erasures : [...book.erasures, { at, rows, seal }],
    });
    await shelf.replace(sealed);
    return { book: sealed, rows };
  }

  async function totalsOf(book: Manifest, files: readonly BookFile[]): Promise<Record<string, string>> {
    const paths: string[] = [];
    for (const { part } of files) {
      const path = await shelf.open({ ...book, files }, part);
      if (path !== undefined) paths.push(path);
    }
    return paths.length === 0 ? {} : readYearTotals(await library.tables(), Number(book.period), paths);
  }

  return {
    async count(travelerIds) {
      const byPart = Map.groupBy(travelerIds, bucketOf);
      let rows = 0;
      for await (const book of versions())
        for await (const part of partsWith(book, byPart)) rows += part.rows;
      return rows;
    },
    async erase(travelerIds) {
      const byPart = Map.groupBy(travelerIds, bucketOf);
      let rows = 0;
      let before: Manifest | undefined;
      for await (const book of versions()) {
        const supersedes = before?.period === book.period ? before.seal : book.supersedes;
        const written = await rewrite(book, byPart, supersedes);
        before = written.book;
        rows += written.rows;
      }
      // Also what an earlier try has left that was killed.
      for (const { period } of await shelf.periods(kind))
        for (const part of byPart.keys()) await shelf.sweep(kind, period, part);
      for (const travelerId of travelerIds) await library.prints.forget(kind, travelerId);
      return rows;
    },
    async *travelers() {
      const seen = new Set<string>();
      for await (const book of versions()) {
        for (const { part, key } of book.files) {
          if (seen.has(key)) continue;
          seen.add(key);
          const file = await shelf.open(book, part);
          if (file === undefined) continue;
          const found = await (
            await library.tables()
          ).rows<{ id: string }>('select distinct traveler_id as id from read_parquet($file)', { file });
          for (const { id } of found) yield id;
        }
      }
    },
  };
}
