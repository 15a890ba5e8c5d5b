import type { ErasureReceipt } from './book.ts';
import type { Counts } from './raw.ts';

const became: Readonly<Record<string, string>> = {
  reservation_changes: 'anonymous',
  receipts: 'counted as erased',
  'runs.message': 'emptied',
  'backfills.message': 'emptied',
  'check_results.sample': 'emptied',
};

/** Says what became of how many rows, by table; of tables that had none, nothing. */
export function describeCounts(...all: readonly Counts[]): ErasureReceipt['tables'] {
  return all.flatMap((counts) =>
    [...counts]
      .filter(([, rows]) => rows > 0)
      .map(([table, rows]) => ({ table, rows, became: became[table] ?? 'deleted' })),
  );
}
