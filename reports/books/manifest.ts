import { createHash } from 'node:crypto';
import { MilepostError } from '../../infra/errors.ts';

/** What a book is about: a calendar month of all vendors, or a calendar year of all travelers. */
export const bookKinds = ['vendor-month', 'traveler-year'] as const;
export type BookKind = (typeof bookKinds)[number];

/** A file of a book. Its name tells its content; files that did not change are shared with the version before. */
export interface BookFile {
  /** What it holds, e.g. `months`, or `bucket-0017`. */
  part: string;
  /** Where it is kept. */
  key: string;
  sha256: string;
  rows: number;
  sizeBytes: number;
}

/** Everything about a closed period but its rows. */
export interface Manifest {
  format: 1;
  kind: BookKind;
  /** `2016-05` or `2016`. */
  period: string;
  /** From 1; late data makes the next one. */
  version: number;
  closedAt: string;
  /** Inputs received before this instant are in it. */
  watermark: string;
  files: readonly BookFile[];
  /** Sums over the period's rows by name, decimals as strings: the same when counted again from the files. */
  controlTotals: Readonly<Record<string, string>>;
  /** What else the numbers depend on: a hash of each reference table and of each model's code. */
  inputs: Readonly<Record<string, string>>;
  /** How many subjects (vendors, travelers) have other numbers than in the version before; all of them in the first. */
  changed: number;
  /** The seal of the version before. */
  supersedes: string | null;
  /** When rows of erased persons were taken out after closing, how many, and the seal of before: reports may bear it. */
  erasures: readonly { at: string; rows: number; seal: string }[];
  /** SHA-256 of all the rest: what a book is known by. */
  seal: string;
}

/** Seals a manifest: nothing of it can change any more without being noticed. */
export function sealManifest(manifest: Omit<Manifest, 'seal'>): Manifest {
  return { ...manifest, seal: sealOf(manifest) };
}

export function formatManifest(manifest: Manifest): Uint8Array {
  return Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
}

/**
 * Reads a manifest that {@link formatManifest} wrote.
 *
 * @throws {MilepostError} `book_damaged` where a byte of it is not as it was sealed.
 */
export function parseManifest(bytes: Uint8Array, key: string): Manifest {
  const text = Buffer.from(bytes).toString('utf8');
  const manifest = readJson(text);
  // The text as well: what JSON forgives is an alteration too.
  if (
    manifest === undefined ||
    manifest.seal !== sealOf(manifest) ||
    !Buffer.from(formatManifest(manifest)).equals(bytes)
  ) {
    throw new MilepostError('book_damaged', `${key} is not as it was sealed; restore it from a backup`);
  }
  return manifest;
}

/** Returns the SHA-256 of bytes in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function sealOf(manifest: Partial<Manifest>): string {
  return sha256(Buffer.from(JSON.stringify({ ...manifest, seal: undefined })));
}

function readJson(text: string): Manifest | undefined {
  try {
    // The seal holds what the type says: only Milepost makes one that fits.
    const read: Manifest = JSON.parse(text);
    return typeof read === 'object' && read !== null && read.format === 1 ? read : undefined;
  } catch {
    return undefined;
  }
}
