/** One refused record, for a person to find. */
export interface RefusedExample {
  /** The record's number in the file. */
  record: number;
  reason: string;
  message: string;
}

/** What became of a file's records. */
export interface Tally {
  /** Records in the file. */
  read: number;
  /** What was made of them and sent: events, changes, rows. */
  sent: number;
  accepted: number;
  rejected: number;
  /** Rejected, by reason. */
  reasons: Record<string, number>;
  examples: RefusedExample[];
}

const mostExamples = 5;

export function createTally(): Tally {
  return { read: 0, sent: 0, accepted: 0, rejected: 0, reasons: {}, examples: [] };
}

/** Counts a rejection and keeps the first few as examples. */
export function countRejection(tally: Tally, example: RefusedExample): void {
  tally.rejected += 1;
  tally.reasons[example.reason] = (tally.reasons[example.reason] ?? 0) + 1;
  if (tally.examples.length < mostExamples) tally.examples.push(example);
}

/** Returns the tally for a person. */
export function formatTally(tally: Tally, unit: string, elapsedMs: number): string {
  const lines = [
    `Read ${tally.read} records, sent ${tally.sent} ${unit}, ${tally.accepted} accepted, in ${(elapsedMs / 1000).toFixed(1)} s`,
  ];
  for (const [reason, count] of Object.entries(tally.reasons)) lines.push(`  rejected, ${reason}: ${count}`);
  for (const { record, message } of tally.examples) lines.push(`    record ${record}: ${message}`);
  return lines.join('\n');
}
