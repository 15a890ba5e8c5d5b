/** Where time comes from. It is handed in as a dependency, so that a test can set it. */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Formats epoch milliseconds as `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
