/** Fixed answers of paths and retention for golden pictures. */

const dayMs = 86_400_000;
const asOf = '2026-05-20T10:25:00.000Z';
const tz = 'Europe/Amsterdam';

const walks: readonly [number, readonly string[], ends?: boolean][] = [
  [812, ['/', '/search', '/hotels/harbour']],
  [640, ['/deals/spring', '/hotels/harbour'], true],
  [570, ['/'], true],
  [455, ['/', '/search', '/hotels/alpine-lodge']],
  [390, ['/guides/seven-beaches', '/search', '/hotels/harbour']],
  [320, ['/deals/spring', '/search', '/flights/northwind']],
  [260, ['/search', '/hotels/harbour', '/search']],
  [180, ['/guides/seven-beaches', '/'], true],
  [120, ['/newsletter', '/deals/spring', '/hotels/alpine-lodge']],
];
const sessions = walks.reduce((sum, [count]) => sum + count, 0);

export const fixedPaths = {
  from: '2026-04-20T22:00:00.000Z',
  to: '2026-05-20T22:00:00.000Z',
  tz,
  asOf,
  start: null,
  sessions,
  rows: walks.map(([count, pages, ends = false]) => ({
    pages,
    ends,
    sessions: count,
    share: count / sessions,
  })),
  next: null,
};

const weeks = 12;
const firstMonday = Date.parse('2026-03-02T00:00:00Z');

export const fixedRetention = {
  from: new Date(firstMonday).toISOString(),
  to: new Date(firstMonday + weeks * 7 * dayMs).toISOString(),
  tz,
  asOf,
  unit: 'week',
  cohorts: Array.from({ length: weeks }, (_, cohort) => {
    const visitors = 620 + ((cohort * 137) % 240);
    return {
      at: new Date(firstMonday + cohort * 7 * dayMs).toISOString(),
      visitors,
      returned: Array.from({ length: weeks - cohort }, (_unit, n) => {
        const share = n === 0 ? 1 : (0.34 + ((cohort * 7) % 5) / 60) / n ** 0.8;
        const back = Math.round(visitors * share * (n > 0 && n === weeks - cohort - 1 ? 0.4 : 1));
        return { n, visitors: back, rate: back / visitors };
      }),
    };
  }),
};
