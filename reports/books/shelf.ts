import { readFile } from 'node:fs/promises';
import { MilepostError } from '../../infra/errors.ts';
import type { Objects } from '../../infra/objects/objects.ts';
import {
  formatManifest,
  parseManifest,
  sha256,
  type BookFile,
  type BookKind,
  type Manifest,
} from './manifest.ts';

/** Where the books stand. Every method throws `book_damaged`, and what {@link Objects} throws. */
export interface Shelf {
  /** All periods of a kind that have a book, in order, with their newest version. */
  periods(kind: BookKind): Promise<{ period: string; version: number }[]>;
  /** Reads a version's manifest, or the newest one's; undefined where there is none. */
  find(kind: BookKind, period: string, version?: number): Promise<Manifest | undefined>;
  /**
   * Returns the path of a local file with a part's bytes, every one of them checked; undefined where the book has no
   * such part.
   */
  open(manifest: Manifest, part: string): Promise<string | undefined>;
  /** Stores a part's bytes; the same bytes are stored once. */
  store(
    book: { kind: BookKind; period: string },
    part: string,
    bytes: Uint8Array,
    rows: number,
  ): Promise<BookFile>;
  /** Puts a whole version up; false where somebody else put one up first. */
  publish(manifest: Manifest): Promise<boolean>;
  /** Puts a version in place of itself: only for taking erased persons out of it. */
  replace(manifest: Manifest): Promise<void>;
  /** Deletes the files of a part that no version of its book has. */
  sweep(kind: BookKind, period: string, part: string): Promise<void>;
}

/**
 * Creates the shelf. Keys are `<kind>/<period>/v<version>.json` for manifests and `<kind>/<period>/<part>-<hash>.parquet`
 * for files, under `books/`.
 */
export function createShelf(objects: Objects): Shelf {
  const folder = (kind: BookKind, period: string) => `books/${kind}/${period}/`;
  const manifestKey = (kind: BookKind, period: string, version: number) =>
    `${folder(kind, period)}v${version}.json`;
  const versions = async (kind: BookKind, prefix: string) =>
    (await objects.list(prefix)).flatMap((key) => {
      const [, period = '', version] = manifestName.exec(key.slice(`books/${kind}/`.length)) ?? [];
      return version === undefined ? [] : [{ period, version: Number(version) }];
    });

  const shelf: Shelf = {
    async periods(kind) {
      const found = new Map<string, number>();
      for (const { period, version } of await versions(kind, `books/${kind}/`))
        found.set(period, Math.max(version, found.get(period) ?? 0));
      return [...found].map(([period, version]) => ({ period, version })).toSorted(byPeriod);
    },
    async find(kind, period, version) {
      const wanted =
        version ?? Math.max(0, ...(await versions(kind, folder(kind, period))).map((each) => each.version));
      if (wanted < 1) return undefined;
      const key = manifestKey(kind, period, wanted);
      const bytes = await objects.get(key);
      return bytes === undefined ? undefined : parseManifest(bytes, key);
    },
    async open(manifest, part) {
      const file = manifest.files.find((each) => each.part === part);
      if (file === undefined) return undefined;
      const path = await objects.localFile(file.key);
      if (path === undefined || sha256(await readFile(path)) !== file.sha256) {
        const fault = path === undefined ? 'is gone' : 'was altered';
        throw new MilepostError('book_damaged', `${file.key} ${fault}; restore it from a backup`);
      }
      return path;
    },
    async store({ kind, period }, part, bytes, rows) {
      const hash = sha256(bytes);
      const key = `${folder(kind, period)}${part}-${hash.slice(0, 16)}.parquet`;
      await objects.put(key, bytes);
      return { part, key, sha256: hash, rows, sizeBytes: bytes.byteLength };
    },
    publish: (manifest) =>
      objects.putIfAbsent(
        manifestKey(manifest.kind, manifest.period, manifest.version),
        formatManifest(manifest),
      ),
    replace: (manifest) =>
      objects.put(manifestKey(manifest.kind, manifest.period, manifest.version), formatManifest(manifest)),
    async sweep(kind, period, part) {
      const used = new Set<string>();
      for (const { version } of await versions(kind, folder(kind, period)))
        for (const file of (await shelf.find(kind, period, version))?.files ?? []) used.add(file.key);
      for (const key of await objects.list(`${folder(kind, period)}${part}-`))
        if (!used.has(key)) await objects.delete(key);
    },
  };
  return shelf;
}

const manifestName = /^(\d{4}(?:-\d{2})?)\/v([1-9]\d*)\.json$/;

function byPeriod(a: { period: string }, b: { period: string }): number {
  return a.period < b.period ? -1 : 1;
}
