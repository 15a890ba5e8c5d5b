import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  affiliateStatements,
  openStatements,
  operationsStatements,
  vendorStatements,
} from '../../../../dashboards/api/reader.ts';
import { readStatement } from '../../../../dashboards/api/statements.ts';

const folder = new URL('../../../../dashboards/api/queries/', import.meta.url);
/** Tables and views with rows of affiliates. */
const tenantTables = [
  'affiliate_quarters',
  'affiliates',
  'aliases',
  'clean_events',
  'commission_rates',
  'dead_letters',
  'event_quarters',
  'events',
  'identifications',
  'receipts',
  'reservation_changes',
  'reservation_destinations',
  'reservation_state',
  'reservation_versions',
  'session_fragments',
  'sessions',
  'touches',
  'value_entries',
  'visit_quarters',
];
/** Files that others include; they are seen inside of those. */
const included = [
  'arrivals',
  'booked',
  'bookers',
  'counted',
  'followed',
  'judged',
  'money_sums',
  'persons',
  'session_filter',
  'session_starts',
  'trait',
  'trait_filter',
  'visited',
];

test('every statement has a list to which it belongs, so that none escapes the rules below', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.sql$/, ''));
  const listed = [...affiliateStatements, ...vendorStatements, ...operationsStatements, ...openStatements];
  expect(files.toSorted()).toEqual([...listed, ...included].toSorted());
});

test.each(affiliateStatements)('%s limits every table of affiliates to one affiliate', (name) => {
  const code = codeOf(name);
  const reads = [...code.matchAll(/\b(?:from|join)\s+([a-z_]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((table) => tenantTables.includes(table));
  expect(reads.length).toBeGreaterThan(0);
  expect(code.match(/affiliate_id = \{affiliateId:String\}/g)?.length ?? 0).toBeGreaterThanOrEqual(
    reads.length,
  );
  // Each of them in its own where, before the next table is named.
  const parts = code.split(/(?=\bfrom\s+[a-z_]+)/).filter((part) => {
    const table = /^from\s+([a-z_]+)/.exec(part)?.[1] ?? '';
    return tenantTables.includes(table);
  });
  for (const part of parts) expect(part).toContain('affiliate_id = {affiliateId:String}');
});

test.each([...vendorStatements, ...operationsStatements, ...openStatements])(
  '%s reads no table of affiliates',
  (name) => {
    const tables = [...codeOf(name).matchAll(/\b(?:from|join)\s+([a-z_]+)/g)].map((match) => match[1] ?? '');
    expect(tables.filter((table) => tenantTables.includes(table))).toEqual([]);
  },
);

test('nothing is left of an include line', () => {
  for (const name of affiliateStatements) expect(readStatement(name)).not.toContain('-- include:');
});

function codeOf(name: string): string {
  return readStatement(name).replaceAll(/--[^\n]*/g, '');
}
