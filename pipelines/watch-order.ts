import { MilepostError } from '../infra/errors.ts';
import type { Backfills } from './backfills.ts';

/** Tells whoever works on a backfill that it was cancelled elsewhere. */
export interface OrderWatch {
  /** Aborts when the book says that the backfill is cancelled. */
  readonly signal: AbortSignal;
  /** Looks at once, beside the regular looks. */
  look(): Promise<void>;
  close(): void;
}

/** Starts to look into the book of backfills every `everyMs`; a book that is out of reach cancels nothing. */
export function watchOrder(id: string, backfills: Backfills, everyMs: number): OrderWatch {
  const cancelled = new AbortController();
  const look = async (): Promise<void> => {
    const known = await backfills.find(id);
    if (known?.state === 'cancelled' && !cancelled.signal.aborted) {
      cancelled.abort(new MilepostError('backfill_cancelled', 'The backfill was cancelled'));
    }
  };
  const timer = setInterval(() => void look().catch(() => undefined), everyMs);
  return { signal: cancelled.signal, look, close: () => clearInterval(timer) };
}
