import type { Manifest } from './manifest.ts';

/**
 * `open`: it is not over, or its day of closing has not come. `closing`: that day has come and it is not closed. `closed`:
 * the numbers stand as they were closed. `restated`: late data made another version of them.
 */
export type PeriodState = 'open' | 'closing' | 'closed' | 'restated';

/** Which book a report is read from. */
export interface BookReference {
  /** What the book is known by: the SHA-256 of its manifest. */
  seal: string;
  closedAt: string;
  /** What was received before this instant is in it. */
  watermark: string;
}

/** Says how a period stands. */
export function periodState(
  book: { version: number } | undefined,
  time: { now: number; closesAt: number },
): PeriodState {
  if (book !== undefined) return book.version === 1 ? 'closed' : 'restated';
  return time.now < time.closesAt ? 'open' : 'closing';
}

/** Names the book of a report. */
export function referTo({ seal, closedAt, watermark }: Manifest): BookReference {
  return { seal, closedAt, watermark };
}
