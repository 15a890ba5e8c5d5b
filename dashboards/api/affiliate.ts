import { notFound } from '../../infra/http/problem.ts';
import type { Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** What the API needs to know of an affiliate. */
export interface Affiliate {
  name: string;
  currency: string;
  /** Digits of the currency's minor unit. */
  minorDigits: number;
  timezone: string;
}

interface AffiliateRow {
  valid_from: string;
  name: string;
  currency: string;
  timezone: string;
  is_removed: boolean;
  minor_digits: number;
}

/**
 * Reads the scope's affiliate with the attributes that are in force; before the first of them is, with those.
 *
 * @throws {Problem} 404 when there is none or it was removed.
 */
export async function readAffiliate(
  reader: Reader,
  scope: AffiliateScope,
  nowMs: number,
): Promise<Affiliate> {
  const rows = await reader.affiliate<AffiliateRow>(scope, 'affiliate', {});
  const row = rows.findLast((each) => Date.parse(each.valid_from) <= nowMs) ?? rows[0];
  if (row === undefined || row.is_removed) throw notFound();
  return { name: row.name, currency: row.currency, timezone: row.timezone, minorDigits: row.minor_digits };
}
