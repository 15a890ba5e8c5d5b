import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  affiliateStatements,
  openStatements,
  operationsStatements,
  vendorStatements,
} from '../../../../dashboards/api/reader.ts';
import { createStatements } from '../../../../dashboards/api/statements.ts';

const statements = createStatements();
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
  'event_filter',
  'exit_filter',
  'followed',
  'funnel_bookings',
  'goals',
  'judged',
  'money_sums',
  'page_filter',
  'persons',
  'range_bookers',
  'selected_parts',
  'session_filter',
  'session_starts',
  'trait',
  'trait_filter',
  'visited',
  'visitors_booked',
  'whole_event_filter',
  'whole_exit_filter',
  'whole_page_filter',
  'whole_session_filter',
];

test('every statement has a list to which it belongs, so that none escapes the rules below', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.sql$/, ''));
  const listed = [...affiliateStatements, ...vendorStatements, ...operationsStatements, ...openStatements];
  expect(files.toSorted()).toEqual([...listed, ...included].toSorted());
});

/** Every part that a line of a statement asks for. */
const everyPart = [
  ...new Set(
    readdirSync(folder).flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/-- (?:when|unless): (\w+)$/gm)].map(
        (match) => match[1] ?? '',
      ),
    ),
  ),
];
const variants = affiliateStatements.flatMap((name) => [
  { name, has: 'no part', parts: [] },
  { name, has: 'all parts', parts: everyPart },
]);

test.each(variants)('$name with $has limits every table of affiliates to one affiliate', (variant) => {
  const code = codeOf(variant.name, variant.parts);
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
  for (const { name, parts: some } of variants) {
    expect(statements.read(name, some)).not.toMatch(/-- (include|when|unless):/);
  }
});

test('a line is there with its part only, or without it', () => {
  expect(statements.read('funnel')).not.toContain('session_fragments');
  const filtered = statements.read('funnel', ['sessions', 'country']);
  expect(filtered).toContain("'country'");
  expect(filtered).not.toContain("'browser'");
});

test('a file that is not there is told', () => {
  expect(() => statements.read('nothing')).toThrow('there is no queries/nothing.sql');
});

function codeOf(name: string, some: readonly string[] = []): string {
  return statements.read(name, some).replaceAll(/--[^\n]*/g, '');
}
