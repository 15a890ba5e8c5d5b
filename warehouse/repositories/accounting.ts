import { readFileSync } from 'node:fs';
import type { Warehouse } from '../client.ts';

/** What became of what was received, of one affiliate and kind. */
export interface Account {
  /** '' for changes without an affiliate and for messages that cannot be read. */
  affiliateId: string;
  kind: 'event' | 'change';
  /** Receipts: `stored + duplicate + rejected + erased + expired + missing`, when nothing is pending. */
  received: number;
  /** Distinct messages found in the tables of events and changes. */
  stored: number;
  /** Further copies of those. */
  duplicate: number;
  rejected: number;
  rejectedByReason: Record<string, number>;
  /** Of persons who were erased: of their changes an anonymous remainder stays in the tables. */
  erased: number;
  /** Accepted, and past its retention since: the rows are gone. */
  expired: number;
  /** Accepted, but not in the tables: 0, or something was lost. */
  missing: number;
}

export interface Accounting {
  /** Returns the accounts of what was received in `[from, to)`, both instants, by affiliate and kind. */
  read(range: { from: string; to: string; affiliateId?: string }): Promise<Account[]>;
}

type AccountRow = Omit<Account, 'rejected' | 'rejectedByReason'> & {
  reasons: Record<string, number>;
};

/**
 * Creates the repository of the accounts. `stored` and `missing` are counted in the tables themselves, not derived
 * from the rest, so that a loss shows.
 */
export function createAccounting(warehouse: Warehouse): Accounting {
  const statements = [
    { name: 'account-events', sql: read('./account-events.sql') },
    { name: 'account-changes', sql: read('./account-changes.sql') },
  ];
  return {
    async read({ from, to, affiliateId = '' }) {
      const params = { from, to, affiliateId };
      const answers = await Promise.all(
        statements.map(({ name, sql }) => warehouse.query<AccountRow>(sql, { name, params })),
      );
      return answers.flat().map(({ reasons, ...row }) => ({
        ...row,
        rejected: Object.values(reasons).reduce((sum, count) => sum + count, 0),
        rejectedByReason: reasons,
      }));
    },
  };
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
