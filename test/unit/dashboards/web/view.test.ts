import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { presets } from '../../../../dashboards/web/state/period.ts';
import { affiliatePath, affiliateTabs, parseRoute } from '../../../../dashboards/web/state/route.ts';
import {
  formatFilter,
  formatView,
  parseView,
  toggleFilter,
  type View,
} from '../../../../dashboards/web/state/view.ts';

const value = fc.string({
  minLength: 1,
  unit: fc.constantFrom('a', 'b', ',', '\\', ':', '~', '&', '=', '%', '#', 'é', ' '),
});
const views: fc.Arbitrary<View> = fc.record({
  period: fc.constantFrom(...presets).map((preset) => ({ preset })),
  compare: fc.constantFrom('previous', 'year', 'none'),
  filters: fc.uniqueArray(
    fc.record({
      by: fc.constantFrom('country', 'entryPage', 'campaign'),
      is: fc.constantFrom('eq', 'ne'),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 3, selector: (filter) => filter.by + filter.is },
  ),
  metric: fc.constantFrom('visitors', 'netValue'),
  granularity: fc.constantFrom(undefined, 'hour', 'day', 'week', 'month'),
  choices: fc.constantFrom({}, { pages: 'entryPage' }, { show: 'table', devices: 'os' }),
});

test('whatever a page shows, its address says, and is read back the same', () => {
  fc.assert(
    fc.property(views, (view) => {
      expect(parseView(formatView(view))).toEqual(view);
    }),
  );
});

test('an address without a word is the default, one with nonsense, too', () => {
  expect(formatView(parseView(''))).toBe('');
  expect(formatView(parseView('?period=someday&compare=never&filter=country&grain=blink'))).toBe('');
});

test('a filter is written as the API reads it', () => {
  const values = ['a,b', String.raw`c\d`, 'e'];
  expect(formatFilter({ by: 'page', is: 'ne', values })).toBe(String.raw`page:ne:a\,b,c\\d,e`);
});

test('a row that is clicked twice limits nothing', () => {
  const once = toggleFilter(parseView(''), 'country', 'DE');
  const more = toggleFilter(once, 'country', 'FR');
  expect(more.filters).toEqual([{ by: 'country', is: 'eq', values: ['DE', 'FR'] }]);
  expect(toggleFilter(toggleFilter(more, 'country', 'DE'), 'country', 'FR').filters).toEqual([]);
});

test('every path has one page', () => {
  for (const tab of affiliateTabs) {
    expect(parseRoute(affiliatePath('a/b c', tab))).toEqual({ page: 'affiliate', id: 'a/b c', tab });
  }
  expect(parseRoute('/')).toEqual({ page: 'home' });
  expect(parseRoute('/sign-in')).toEqual({ page: 'sign-in' });
  expect(parseRoute('/vendors/v/2026-03')).toEqual({ page: 'vendor-month', id: 'v', period: '2026-03' });
  expect(parseRoute('/travelers/t/2025')).toEqual({ page: 'traveler-year', id: 't', year: '2025' });
  for (const path of [
    '/nope',
    '/affiliates/a/nope',
    '/vendors/v/march',
    '/travelers',
    '/vendors/v/2026-03/x',
  ]) {
    expect(parseRoute(path), path).toEqual({ page: 'not-found' });
  }
  expect(parseRoute('/vendors/%E0%A4%A')).toEqual({ page: 'vendor', id: '%E0%A4%A' });
});
