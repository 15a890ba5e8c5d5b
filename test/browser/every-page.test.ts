import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { bookedMonth } from '../support/browser/visits.ts';
import { hasBrowser, openTab, settled, useBrowser, type Look } from '../support/browser/page.ts';

useBrowser();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every page: who opens it, where, and what says that it is all there. A plain one is looked at in one look only. */
const pages: readonly { person: string | undefined; path: string; there: string; isPlain?: boolean }[] = [
  { person: undefined, path: '/sign-in', there: '.person' },
  { person: 'affiliate:acme', path: '/affiliates/acme?period=7d', there: '[data-drawn]' },
  {
    person: 'affiliate:acme',
    path: '/affiliates/acme?period=7d&show=table&metric=netValue',
    there: '.chart-panel table',
  },
  {
    person: 'affiliate:acme',
    path: '/affiliates/acme/money?period=7d&tile=grossValue',
    there: '.row-button',
  },
  {
    person: 'affiliate:acme',
    path: '/affiliates/acme/money?period=7d&booking=r-1-DE-0',
    there: 'dialog table',
  },
  { person: 'affiliate:acme', path: '/affiliates/acme/journeys?period=7d', there: '[data-drawn]' },
  { person: 'affiliate:acme', path: '/affiliates/acme/paths?period=7d', there: '.flow-node' },
  {
    person: 'affiliate:acme',
    path: '/affiliates/acme/paths?period=7d&paths=table&start=page%3A%2Flisbon',
    there: '.table-scroll',
    isPlain: true,
  },
  { person: 'affiliate:acme', path: '/affiliates/acme/retention', there: '.heat table' },
  { person: 'affiliate:quiet', path: '/affiliates/quiet/paths', there: '.notice', isPlain: true },
  { person: 'affiliate:quiet', path: '/affiliates/quiet/retention', there: '.notice', isPlain: true },
  { person: 'affiliate:acme', path: '/affiliates/acme/live', there: '[data-drawn]' },
  { person: 'affiliate:quiet', path: '/affiliates/quiet/journeys', there: '.notice', isPlain: true },
  { person: 'affiliate:quiet', path: '/affiliates/quiet', there: '.notice', isPlain: true },
  { person: 'affiliate:quiet', path: '/affiliates/quiet/money', there: '.notice', isPlain: true },
  { person: 'affiliate:acme', path: '/affiliates/quiet', there: '.notice', isPlain: true },
  { person: 'admin', path: '/affiliates', there: 'table' },
  { person: 'support', path: `/vendors?month=${bookedMonth()}`, there: '.badge' },
  { person: 'support', path: '/vendors/harbour', there: '.badge' },
  { person: 'support', path: `/vendors/harbour/${bookedMonth()}`, there: '[data-drawn]' },
  { person: 'support', path: `/trends?month=${bookedMonth()}`, there: '[data-drawn]' },
  { person: 'admin', path: '/operations', there: '.badge' },
  { person: 'support', path: '/operations?model=value_entries', there: 'dialog table', isPlain: true },
  { person: 'affiliate:acme', path: '/operations', there: '.notice', isPlain: true },
  { person: 'support', path: '/vendors/nobody', there: '.notice', isPlain: true },
  { person: 'affiliate:acme', path: '/vendors', there: '.notice', isPlain: true },
  { person: 'traveler:guest-1-DE-0', path: '/travelers/guest-1-DE-0', there: '.year' },
  {
    person: 'traveler:guest-1-DE-0',
    path: `/travelers/guest-1-DE-0/${bookedMonth().slice(0, 4)}?show=numbers`,
    there: '.tile',
  },
  { person: 'traveler:nobody', path: '/travelers/nobody', there: '.notice', isPlain: true },
];
const looks: readonly Look[] = [{}, { isDark: true }, { isNarrow: true }];

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

describe.skipIf(!hasBrowser)('every page', () => {
  for (const look of looks) {
    const name = look.isDark === true ? 'dark' : look.isNarrow === true ? 'narrow' : 'light';
    const isFirst = look === looks[0];
    test.each(pages.filter(({ isPlain }) => isFirst || isPlain !== true))(
      `$path of $person has no fault of axe and fits, ${name}`,
      async ({ person, path, there }) => {
        const page = await openTab(person, path, look);
        await page.locator(there).first().waitFor();
        await settled(page);
        const room: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(room, 'nothing is wider than the window').toBeLessThanOrEqual(0);
        // By the debugger, since the page's policy lets no script in.
        await page.evaluate(axe);
        const violations: Violation[] = await page.evaluate('axe.run().then((found) => found.violations)');
        expect(
          violations.map(({ id, nodes }) => ({
            id,
            nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
          })),
        ).toEqual([]);
      },
    );
  }
});
