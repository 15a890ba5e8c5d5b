import { describe, expect, test } from 'vitest';
import { fixAnswers } from '../support/browser/fixed-answers.ts';
import { hasBrowser, openPage, settled, useBrowser, type Look } from '../support/browser/page.ts';
import { mostDifferent, pictureDifference, useOneFont } from '../support/browser/picture.ts';

useBrowser();

const pictures: readonly { name: string; person: string; path: string; hasChart: boolean; look?: Look }[] = [
  { name: 'overview', person: 'affiliate:acme', path: '/affiliates/acme', hasChart: true },
  {
    name: 'overview-dark',
    person: 'affiliate:acme',
    path: '/affiliates/acme',
    hasChart: true,
    look: { isDark: true },
  },
  {
    name: 'overview-narrow',
    person: 'affiliate:acme',
    path: '/affiliates/acme',
    hasChart: true,
    look: { isNarrow: true },
  },
  { name: 'journeys', person: 'affiliate:acme', path: '/affiliates/acme/journeys', hasChart: true },
  { name: 'vendors', person: 'support', path: '/vendors?month=2026-04', hasChart: false },
  { name: 'traveler', person: 'traveler:ada', path: '/travelers/ada', hasChart: false },
];

describe.skipIf(!hasBrowser)('golden pictures', () => {
  test.each(pictures)('$name looks as it did', async ({ name, person, path, hasChart, look = {} }) => {
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
  });
});
