import { describe, expect, test } from 'vitest';
import { hasBrowser, openPage, settled, useBrowser } from '../support/browser/page.ts';
import { download, readTable } from '../support/browser/table.ts';
import { daysOfVisits, kinds } from '../support/browser/visits.ts';

useBrowser();

const bookings = (kinds.find((kind) => kind.country === 'DE')?.visitors ?? 0) * daysOfVisits;

describe.skipIf(!hasBrowser)('the money of an affiliate', () => {
  test('a money tile leads to the bookings behind it, whose sum it is, and each to its entries', async () => {
    const page = await openPage('affiliate:acme', '/affiliates/acme?period=7d&metric=grossValue');
    await settled(page);
    await page.getByRole('link', { name: 'Show bookings' }).click();
    await page.waitForURL(/\/money\?period=7d&metric=grossValue&tile=grossValue$/);
    await settled(page);
    await page.getByText(`${bookings} bookings: gross value €3,600.00`).waitFor();
    const table = page.getByRole('table', { name: 'Bookings behind gross value' });
    const [head = [], ...rows] = await readTable(table);
    expect(rows.length).toBe(bookings);
    const column = head.indexOf('Gross value');
    expect(rows.map((row) => row[column])).toEqual(rows.map(() => '€200.00'));
    const csv = await download(
      page,
      page.getByRole('button', { name: 'Export Bookings behind gross value as CSV' }),
    );
    const lines = csv.content.toString().trim().split('\r\n');
    expect(lines.length).toBe(bookings + 1);
    expect(lines[0]).toContain('Gross value (EUR),Net value (EUR),Pending (EUR)');
    const [id = ''] = rows[0] ?? [];
    await page.getByRole('button', { name: id }).click();
    const dialog = page.getByRole('dialog', { name: `Booking ${id}` });
    const value = await readTable(dialog.getByRole('table', { name: 'What happened to its value' }));
    expect(value.map((row) => row.slice(1))).toEqual([
      ['What', 'In its currency', 'Value', 'Counted here'],
      ['Booked', '€200.00', '€200.00', 'yes'],
    ]);
    const commission = await readTable(
      dialog.getByRole('table', { name: 'What happened to its commission' }),
    );
    expect(commission[1]?.slice(1)).toEqual(['Accrued', '10.0%', '€20.00', '€0.00']);
    expect(page.url()).toContain(`booking=${id}`);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('booking'));
  });

  test('a status limits the list, and where nothing is left it says what to do', async () => {
    const page = await openPage('affiliate:acme', '/affiliates/acme/money?period=7d');
    await settled(page);
    await page.getByRole('button', { name: 'Status: Any status' }).click();
    await page.getByRole('menuitemradio', { name: 'Cancelled' }).click();
    await page.getByText('No bookings behind this number').waitFor();
    expect(page.url()).toContain('status=cancelled');
  });

  test('a statement adds up from the first balance to the last, and is there as CSV', async () => {
    const page = await openPage('affiliate:acme', '/affiliates/acme/money');
    await settled(page);
    const months = page.getByRole('region', { name: 'Statements' });
    await months.locator('.row-button').first().click();
    await page.waitForURL(/statement=\d{4}-\d{2}/);
    const dialog = page.getByRole('dialog', { name: /^Statement of/ });
    const table = dialog.getByRole('table', { name: 'Commission of the month' });
    await table.waitFor();
    const balances = await readTable(table);
    const amounts = balances.slice(1).map((row) => Number(row[1]?.replace(/[€,]/g, '')) || 0);
    const closing = amounts.pop();
    expect(amounts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(closing ?? Number.NaN, 2);
    const file = await download(page, dialog.getByRole('link', { name: 'All entries as CSV' }));
    expect(file.name).toMatch(/^acme-\d{4}-\d{2}-statement\.csv$/);
    expect(file.content.toString()).toContain('opening,');
  });
});
