import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasBrowser, openPage, settled, useBrowser } from '../support/browser/page.ts';
import { download, readTable } from '../support/browser/table.ts';
import { daysOfVisits, kinds } from '../support/browser/visits.ts';

useBrowser();

const perDay = kinds.reduce((sum, kind) => sum + kind.visitors, 0);
const germans = kinds.find((kind) => kind.country === 'DE')?.visitors ?? 0;

const tile = (page: Page, name: string): Locator => page.locator('.tile', { hasText: name });
const card = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const valueOf = (page: Page, name: string): Promise<string> =>
  tile(page, name).locator('.tile-value').innerText();

describe.skipIf(!hasBrowser)('the overview', () => {
  test('somebody who signs in sees the numbers of the period, in words of their own', async () => {
    const page = await openPage(undefined, '/affiliates/acme?period=7d');
    await page.waitForURL(/\/sign-in\?to=/);
    await page.getByRole('button', { name: /Acme Travel/ }).click();
    await page.waitForURL(/\/affiliates\/acme\?period=7d$/);
    await settled(page);
    expect(await valueOf(page, 'Visitors')).toBe(String(perDay * daysOfVisits));
    expect(await valueOf(page, 'Page views')).toBe(String(perDay * daysOfVisits * 2));
    expect(await valueOf(page, 'Clicks out')).toBe(String(perDay * daysOfVisits));
    expect(await valueOf(page, 'Bookings')).toBe(String(germans * daysOfVisits));
    expect(await valueOf(page, 'Gross value')).toBe(
      `€${(germans * daysOfVisits * 200).toLocaleString('en')}.00`,
    );
    expect(await valueOf(page, 'Conversion')).toBe(`${((germans / perDay) * 100).toFixed(1)}%`);
    await expect(page.title()).resolves.toBe('Overview – Milepost');
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in$/);
    await page.goto('/affiliates/acme');
    await page.waitForURL(/\/sign-in\?to=/);
  });

  test('the period, the number and the chart or table are in the address, back and forward', async () => {
    const page = await openPage('affiliate:acme', '/');
    await settled(page);
    await page.getByRole('button', { name: /^Period: Last 30 days/ }).click();
    await page.getByRole('menuitemradio', { name: 'Yesterday' }).click();
    await page.waitForURL(/period=yesterday/);
    await page.getByRole('button', { name: /^Period: Yesterday/ }).waitFor();
    await settled(page);
    expect(await valueOf(page, 'Visitors')).toBe(String(perDay));
    await tile(page, 'Gross value').click();
    await page.getByRole('heading', { name: 'Gross value over time' }).waitFor();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await settled(page);
    const hours = await readTable(page.getByRole('table', { name: 'Gross value over time' }));
    expect(hours.length).toBe(25);
    expect(page.url()).toMatch(/\?period=yesterday&metric=grossValue&show=table$/);
    await page.goBack();
    await page.getByRole('img', { name: /^Line chart of gross value/ }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Visitors over time' }).waitFor();
    await page.goBack();
    await settled(page);
    expect(await valueOf(page, 'Visitors')).toBe(String(perDay * daysOfVisits));
    await page.goForward();
    await page.getByRole('button', { name: /^Period: Yesterday/ }).waitFor();
  });

  test('days that are chosen by hand are those that are asked for; wrong ones cannot be', async () => {
    const page = await openPage('affiliate:acme', '/');
    await page.getByRole('button', { name: /^Period:/ }).click();
    await page.getByRole('menuitemradio', { name: /Choose days/ }).click();
    await page.getByLabel('First day').fill('2020-02-29');
    await page.getByLabel('Last day').fill('2020-02-28');
    expect(await page.getByRole('button', { name: 'Show' }).isDisabled()).toBe(true);
    await page.getByLabel('Last day').fill('2020-03-01');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/period=2020-02-29%7E2020-03-01/);
    await page.getByText('Nothing happened in this period').waitFor();
  });

  test('a breakdown shows what came, and its CSV is the table', async () => {
    const page = await openPage('affiliate:acme', '/?period=7d');
    await settled(page);
    const places = card(page, 'Places');
    const shown = await readTable(places.getByRole('table'));
    expect(shown).toEqual([
      ['Country', 'Visitors', 'Bookings'],
      ['Germany', '18', '18'],
      ['France', '12', '0'],
      ['Netherlands', '6', '0'],
    ]);
    const csv = await download(page, places.getByRole('button', { name: 'Export Country as CSV' }));
    expect(csv.name).toMatch(/^acme-country-[\d-]+\.csv$/);
    expect(csv.content.toString()).toBe(`\uFEFF${shown.map((row) => `${row.join(',')}\r\n`).join('')}`);
    await card(page, 'Sources').getByRole('button', { name: 'Campaign' }).click();
    await page.waitForURL(/sources=campaign/);
    await card(page, 'Sources').getByRole('button', { name: 'spring' }).waitFor();
    await card(page, 'Sources').getByRole('button', { name: 'Details' }).click();
    const all = page.getByRole('dialog', { name: 'All of campaign' });
    await all.getByRole('columnheader', { name: 'Bounce rate' }).waitFor();
    await page.keyboard.press('Escape');
    await all.waitFor({ state: 'detached' });
  });

  test('a click on a row limits the whole page to it, a chip takes that away, back brings it again', async () => {
    const page = await openPage('affiliate:acme', '/?period=7d');
    await settled(page);
    await card(page, 'Places').getByRole('button', { name: 'France' }).click();
    await page.waitForURL(/filter=country%3Aeq%3AFR/);
    await page.getByRole('button', { name: 'Remove the filter Country is France' }).waitFor();
    await settled(page);
    const french = (kinds.find((kind) => kind.country === 'FR')?.visitors ?? 0) * daysOfVisits;
    expect(await valueOf(page, 'Visitors')).toBe(String(french));
    expect(await valueOf(page, 'Bookings')).toBe('0');
    await page.getByRole('button', { name: /^Remove the filter/ }).click();
    await page.waitForURL((url) => !url.searchParams.has('filter'));
    await settled(page);
    expect(await valueOf(page, 'Visitors')).toBe(String(perDay * daysOfVisits));
    await page.goBack();
    await page.getByRole('button', { name: /^Remove the filter/ }).waitFor();
    await card(page, 'Pages').getByRole('button', { name: '/hotels/harbour' }).click();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.waitForURL((url) => !url.searchParams.has('filter'));
  });

  test('with the keyboard alone one reaches the content, a menu and back', async () => {
    const page = await openPage('affiliate:acme', '/');
    await settled(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    const period = page.getByRole('button', { name: /^Period:/ });
    await period.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Choose days');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(/^Period:/);
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForURL(/period=today/);
  });

  test('an answer that fails says so, with what to tell, and can be asked for again', async () => {
    const page = await openPage('affiliate:acme', '/sign-in');
    await page.route('**/overview?*', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 500, code: 'internal_error', detail: '', requestId: 'request-17' }),
      }),
    );
    await page.goto('/affiliates/acme');
    const alert = page.getByRole('alert');
    await alert.getByText('request-17').waitFor();
    await page.unroute('**/overview?*');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await settled(page);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test("what is somebody else's is not there", async () => {
    const page = await openPage('affiliate:acme', '/affiliates/quiet');
    await page.getByText('There is nothing here, or you may not see it').waitFor();
    await page.goto('/affiliates/acme/nothing');
    await page.getByRole('link', { name: 'Back to the start' }).click();
    await page.waitForURL(/\/affiliates\/acme$/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Overview');
  });

  test('the theme is that of the machine until one chooses, and stays chosen', async () => {
    const page = await openPage('affiliate:acme', '/', { isDark: true });
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await settled(page);
    const dark = await ground();
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitemradio', { name: 'Light' }).click();
    expect(await ground()).not.toBe(dark);
    await page.reload();
    await settled(page);
    expect(await ground()).not.toBe(dark);
  });
});
