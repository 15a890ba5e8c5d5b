import type { Clock } from '../../infra/clock.ts';
import type { ErasureKey } from '../../infra/erasure-key.ts';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';

/** What an entry keeps from coming in again. */
export type SuppressedKind =
  /** A device of an affiliate, whoever used it. */
  | 'visitor'
  /** What a device of an affiliate sends in nobody else's name. */
  | 'device'
  /** A traveler, who is a user by the same id, of every affiliate ('') or of one. */
  | 'person'
  /** A click of an affiliate that a booking may name. */
  | 'click';

export interface Suppressed {
  kind: SuppressedKind;
  /** '': of every affiliate. */
  affiliateId: string;
  id: string;
}

/** Who was erased, as it was known at one moment. */
export interface SuppressionList {
  readonly isEmpty: boolean;
  has(entry: Suppressed): boolean;
  /** A word that stands for the parts and tells nothing of them to whoever lacks the key. */
  pseudonym(...parts: readonly string[]): string;
}

export interface Suppressions {
  /**
   * Returns the list, never older than `maxAgeMs`: cheap while nobody new is on it.
   *
   * @throws {MilepostError} `erasure_key_foreign` when the list was written with another key.
   */
  current(): Promise<SuppressionList>;
  /** Whether a traveler is on the list. Throws as {@link Suppressions.current} does. */
  hasTraveler(travelerId: string): Promise<boolean>;
  /** Writes entries down and returns how many were new; their hashes, never their ids. */
  add(entries: readonly Suppressed[], erasureId: string): Promise<number>;
}

export interface SuppressionsConfig {
  /** How long the list may go without a look at what is new, in milliseconds. Default {@link listMaxAgeMs}. */
  maxAgeMs?: number;
}

/** Every process knows of a new entry so much later, in milliseconds. */
export const listMaxAgeMs = 5_000;

const readSql = `
select key_id as keyId, kind, hash, recorded_at as recordedAt
from suppressions
where recorded_at >= {since:DateTime64(6, 'UTC')}
order by recorded_at`;

interface Row {
  keyId: string;
  kind: string;
  hash: string;
  recordedAt: string;
}

/** An entry may become visible a little after its time, and clocks differ: the last minute is read again. */
const overlapMs = 60_000;

/** Creates the list over a migrated warehouse. It reads what is new since it last did, not everything. */
export function createSuppressions(
  config: SuppressionsConfig,
  deps: { warehouse: Warehouse; clock: Clock; key: ErasureKey },
): Suppressions {
  const { warehouse, clock, key } = deps;
  const maxAgeMs = config.maxAgeMs ?? listMaxAgeMs;
  const known = new Set<string>();
  let latest = 0;
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const startedAt = clock.now();
    const since = new Date(Math.max(0, latest - overlapMs));
    const rows = await warehouse.query<Row>(readSql, { name: 'suppressions', params: { since } });
    for (const row of rows) {
      if (row.keyId !== key.id) {
        throw new MilepostError(
          'erasure_key_foreign',
          `The list of erased persons was written with the key ${row.keyId}, this process has ${key.id}; ` +
            'give every process the same ERASURE_SECRET, or the keys/erasure.key of the first one',
        );
      }
      known.add(entryKey(row.kind, row.hash));
      latest = Math.max(latest, Date.parse(row.recordedAt));
    }
    readAt = startedAt;
  }

  const list: SuppressionList = {
    get isEmpty() {
      return known.size === 0;
    },
    has: ({ kind, affiliateId, id }) =>
      known.size > 0 && id !== '' && known.has(entryKey(kind, key.hash(affiliateId, id))),
    pseudonym: (...parts) => key.hash('pseudonym', ...parts),
  };

  const suppressions: Suppressions = {
    async current() {
      if (clock.now() - readAt >= maxAgeMs) {
        reading ??= refresh().finally(() => (reading = undefined));
        await reading;
      }
      return list;
    },
    async hasTraveler(travelerId) {
      return (await suppressions.current()).has({ kind: 'person', affiliateId: '', id: travelerId });
    },
    async add(entries, erasureId) {
      await refresh();
      const recordedAt = new Date(clock.now()).toISOString();
      const rows = entries
        .map(({ kind, affiliateId, id }) => ({ kind, hash: key.hash(affiliateId, id) }))
        .filter(({ kind, hash }) => !known.has(entryKey(kind, hash)));
      await warehouse.insert(
        'suppressions',
        rows.map((row) => ({ ...row, key_id: key.id, erasure_id: erasureId, recorded_at: recordedAt })),
        { name: 'suppress' },
      );
      for (const { kind, hash } of rows) known.add(entryKey(kind, hash));
      return rows.length;
    },
  };
  return suppressions;
}

function entryKey(kind: string, hash: string): string {
  return `${kind} ${hash}`;
}
