import { describe, expect, test } from 'vitest';
import { fixAnswers } from '../support/browser/fixed-answers.ts';
import { hasBrowser, openPage, settled, useBrowser, type Look } from '../support/browser/page.ts';
import { mostDifferent, pictureDifference, useOneFont } from '../support/browser/picture.ts';

useBrowser();

interface Picture {
  name: string;
  person?: string;
  path: string;
  hasChart?: boolean;
  look?: Look;
}

const acme = { person: 'affiliate:acme' };
const overview = { ...acme, path: '/affiliates/acme', hasChart: true };
const paths = { ...acme, path: '/affiliates/acme/paths' };
const retention = { ...acme, path: '/affiliates/acme/retention' };
const month = { person: 'support', path: '/vendors/harbour/2016-05', hasChart: true };
const live = { ...acme, path: '/affiliates/acme/live', hasChart: true };
const operations = { person: 'admin', path: '/operations' };
const dark = { isDark: true };
const narrow = { isNarrow: true };

const pictures: readonly Picture[] = [
  { name: 'overview', ...overview },
  { name: 'overview-dark', ...overview, look: dark },
  { name: 'overview-narrow', ...overview, look: narrow },
  { name: 'journeys', ...acme, path: '/affiliates/acme/journeys', hasChart: true },
  { name: 'paths', ...paths },
  { name: 'paths-dark', ...paths, look: dark },
  { name: 'paths-narrow', ...paths, look: narrow },
  { name: 'retention', ...retention },
  { name: 'retention-dark', ...retention, look: dark },
  { name: 'retention-narrow', ...retention, look: narrow },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'sign-in-dark', path: '/sign-in', look: dark },
  { name: 'bookings', ...acme, path: '/affiliates/acme/money?tile=grossValue' },
  { name: 'bookings-narrow', ...acme, path: '/affiliates/acme/money?tile=grossValue', look: narrow },
  { name: 'live', ...live },
  { name: 'live-dark', ...live, look: dark },
  { name: 'vendor-month', ...month },
  { name: 'vendor-month-dark', ...month, look: dark },
  { name: 'vendor-month-narrow', ...month, look: narrow },
  { name: 'trends', person: 'support', path: '/trends?month=2026-04', hasChart: true },
  { name: 'operations', ...operations },
  { name: 'operations-dark', ...operations, look: dark },
  { name: 'operations-narrow', ...operations, look: narrow },
  { name: 'vendors', person: 'support', path: '/vendors?month=2026-04' },
  { name: 'traveler', person: 'traveler:ada', path: '/travelers/ada' },
];

describe.skipIf(!hasBrowser)('golden pictures', () => {
  test.each(pictures)(
    '$name looks as it did',
    async ({ name, person, path, hasChart = false, look = {} }) => {
      const page = await openPage(person, '/sign-in', { ...look, hasNoPolicy: true });
      await fixAnswers(page);
      await page.goto(path);
      await settled(page);
      if (hasChart) await page.locator('[data-drawn]').waitFor();
      await useOneFont(page);
      // A chart takes its font when it is drawn: it is drawn anew when the theme changes.
      const themes = look.isDark === true ? (['light', 'dark'] as const) : (['dark', 'light'] as const);
      for (const colorScheme of hasChart ? themes : []) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`[data-drawn=${colorScheme}]`).waitFor();
      }
      await page.mouse.move(0, 0);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      expect(await pictureDifference(page, name)).toBeLessThanOrEqual(mostDifferent);
    },
  );
});
