import type { Clock } from '../../infra/clock.ts';
import { codeOf, messageOf } from '../../infra/errors.ts';
import type { Log } from '../../infra/log.ts';
import type { CloseOptions, Closing } from './closing.ts';
import { bookKinds, type BookKind, type Manifest } from './manifest.ts';
import type { Prints } from './prints.ts';
import type { Shelf } from './shelf.ts';

/** What is known of closing one kind of books. */
export interface BookMaker {
  close(period: string, options: CloseOptions): Promise<Closing>;
  /** The periods that have anything and whose day of closing has come, the oldest first. */
  due(): Promise<string[]>;
  /** Whether what is known now differs from what a book was made of: it may still say the same. */
  hasNews(book: Manifest): Promise<boolean>;
  /** Counts a book's control totals again from its files. */
  totals(book: Manifest): Promise<Readonly<Record<string, string>>>;
}

/** A fault of a book, or of a PDF of it. */
export interface BookFault {
  kind: BookKind;
  period: string;
  version: number;
  fault: string;
}

export interface Books {
  close(kind: BookKind, period: string, options?: CloseOptions): Promise<Closing>;
  /** Every version of every book, the oldest period first; those whose manifest is damaged are told by {@link Books.verify}. */
  list(): Promise<Manifest[]>;
  /** Checks every byte of every book and of every PDF that was drawn of one, seals and sums. */
  verify(): Promise<{ books: number; files: number; prints: number; faults: BookFault[] }>;
  /**
   * Closes every period whose day has come, and restates those of which late data says something else. One that cannot be
   * closed is logged and left for the next time.
   */
  closeDue(signal?: AbortSignal): Promise<Manifest[]>;
}

/** Creates the keeper of the books. */
export function createBooks(deps: {
  shelf: Shelf;
  prints: Pick<Prints, 'verify'>;
  makers: Readonly<Record<BookKind, BookMaker>>;
  clock: Clock;
  log: Log;
}): Books {
  const { shelf, prints, makers, log } = deps;
  const close = (kind: BookKind, period: string, options: CloseOptions = {}) =>
    makers[kind].close(period, options);

  async function* versions(): AsyncGenerator<{ kind: BookKind; period: string; version: number }> {
    for (const kind of bookKinds)
      for (const { period, version: newest } of await shelf.periods(kind))
        for (let version = 1; version <= newest; version += 1) yield { kind, period, version };
  }
  /** Checks one book; returns how many files it has, throws what is wrong with it. */
  const check = async (kind: BookKind, period: string, version: number): Promise<string[]> => {
    const book = await shelf.find(kind, period, version);
    if (book === undefined) return [`version ${version} is missing`];
    for (const { part } of book.files) await shelf.open(book, part);
    const totals = await makers[kind].totals(book);
    return Object.keys({ ...book.controlTotals, ...totals })
      .filter((name) => book.controlTotals[name] !== totals[name])
      .map(
        (name) => `${name} is ${totals[name] ?? 'absent'}, closed as ${book.controlTotals[name] ?? 'absent'}`,
      );
  };

  return {
    close,
    async list() {
      const manifests: Manifest[] = [];
      for await (const { kind, period, version } of versions()) {
        try {
          const found = await shelf.find(kind, period, version);
          if (found !== undefined) manifests.push(found);
        } catch (thrown) {
          if (codeOf(thrown) !== 'book_damaged') throw thrown;
        }
      }
      return manifests;
    },
    async verify() {
      const result = { books: 0, files: 0, prints: 0, faults: [] as BookFault[] };
      for await (const { kind, period, version } of versions()) {
        result.books += 1;
        try {
          for (const fault of await check(kind, period, version))
            result.faults.push({ kind, period, version, fault });
          result.files += (await shelf.find(kind, period, version))?.files.length ?? 0;
        } catch (thrown) {
          if (codeOf(thrown) !== 'book_damaged') throw thrown;
          result.faults.push({ kind, period, version, fault: messageOf(thrown) });
        }
      }
      const drawn = await prints.verify();
      return { ...result, prints: drawn.prints, faults: [...result.faults, ...drawn.faults] };
    },
    async closeDue(signal) {
      const made: Manifest[] = [];
      for (const kind of bookKinds) {
        for (const period of await makers[kind].due()) {
          signal?.throwIfAborted();
          try {
            const book = await shelf.find(kind, period);
            if (book !== undefined && !(await makers[kind].hasNews(book))) continue;
            const closing = await close(kind, period);
            if (closing.outcome !== 'closed') continue;
            made.push(closing.manifest);
            const { version, seal, changed } = closing.manifest;
            log.info({ kind, period, version, seal, changed }, version === 1 ? 'closed' : 'restated');
          } catch (thrown) {
            log.error({ kind, period, err: thrown }, `closing failed: ${messageOf(thrown)}`);
          }
        }
      }
      return made;
    },
  };
}
