import type { Bus } from '../../infra/bus/bus.ts';

const dayMs = 86_400_000;

/** Says of every topic what becomes of a person's messages. */
export async function describeTopics(bus: Bus): Promise<{ topic: string; became: string }[]> {
  const kept = await bus.retention();
  if (kept === undefined) return [{ topic: 'all', became: 'in process: nothing is kept' }];
  return kept.map(({ topic, retentionMs, isCompacted }) => ({
    topic,
    became: isCompacted ? 'tombstone for each reservation' : `expires ${describe(retentionMs)}`,
  }));
}

function describe(retentionMs: number | null): string {
  if (retentionMs === null) return 'never: the topic has no retention.ms; set one';
  return `${Math.round((retentionMs / dayMs) * 10) / 10} days after it was sent`;
}
