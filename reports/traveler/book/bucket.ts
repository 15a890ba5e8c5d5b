import { sha256 } from '../../books/manifest.ts';

/** How many parts a book of travelers has at most: erasing one traveler rewrites one of them. */
export const bucketCount = 1_024;

/** Names the part of a book that holds a traveler, e.g. `bucket-0017`: by the first 16 bits of the id's SHA-256. */
export function bucketOf(travelerId: string): string {
  return bucketName(Number.parseInt(sha256(Buffer.from(travelerId)).slice(0, 4), 16) % bucketCount);
}

export function bucketName(bucket: number): string {
  return `bucket-${String(bucket).padStart(4, '0')}`;
}
