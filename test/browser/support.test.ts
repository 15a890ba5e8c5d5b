import { describe, expect, test } from 'vitest';
import { hasBrowser, openPage, settled, useBrowser } from '../support/browser/page.ts';
import { download, readTable } from '../support/browser/table.ts';
import { bookedMonth, restatedMonth } from '../support/browser/visits.ts';

useBrowser();

const month = bookedMonth();

describe.skipIf(!hasBrowser)('support', () => {
  test('finds a vendor, looks through its month, and downloads one or all', async () => {
    const page = await openPage('support', '/');
    await page.waitForURL(/\/vendors$/);
    await page.goto(`/vendors?month=${month}`);
    await page.getByRole('searchbox', { name: 'Search vendors' }).fill('harb');
    await page.getByRole('link', { name: 'Harbour Hotel' }).waitFor();
    await settled(page);
    const rows = await readTable(page.getByRole('table', { name: 'Vendors' }));
    expect(rows.length).toBe(2);
    expect(rows[1]?.slice(0, 5)).toEqual(['Harbour Hotel', 'Hotel', 'Lisbon, Portugal', 'EUR', 'Open']);
    const all = await download(page, page.getByRole('link', { name: /^All PDFs of/ }));
    expect(all.name).toBe(`vendor-months-${month}.zip`);
    expect(all.content.subarray(0, 2).toString()).toBe('PK');
    await page.getByRole('link', { name: 'Harbour Hotel' }).click();
    await page.waitForURL(`**/vendors/harbour/${month}`);
    await settled(page);
    const pdf = await download(page, page.getByRole('link', { name: /^Download Harbour Hotel, .* as PDF$/ }));
    expect(pdf.name).toBe(`harbour-${month}.pdf`);
    expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
    const figures = await readTable(page.getByRole('table', { name: 'All numbers' }));
    const tile = page.locator('.tile', { hasText: 'Bookings' }).locator('.tile-value');
    expect(figures.find(([name]) => name === 'Bookings')?.[1]).toBe(await tile.innerText());
    // On the first of a month the visits of the day before are of one that is over.
    const isOver = month < new Date().toISOString().slice(0, 7);
    expect(await page.getByText('Beside them stand whole months').count()).toBe(isOver ? 0 : 1);
    await page.getByRole('link', { name: 'Harbour Hotel', exact: true }).click();
    await page.waitForURL('**/vendors/harbour');
    await page.getByRole('row', { name: /Open/ }).first().waitFor();
  });

  test('sees what late data changed in a closed month, and what it said before', async () => {
    const page = await openPage('support', `/vendors/alpine/${restatedMonth()}`);
    await settled(page);
    await page.getByRole('heading', { name: /Restated$/ }).waitFor();
    await page.getByRole('button', { name: 'Version: Version 2' }).waitFor();
    const versions = await readTable(page.getByRole('table', { name: 'Versions' }));
    expect(versions.slice(1).map(([version]) => version)).toEqual(['1', '2']);
    const changes = await readTable(page.getByRole('table', { name: 'What changed' }));
    expect(changes).toContainEqual(['Cancellations', '0', '1']);
    const figureOf = async (): Promise<string | undefined> => {
      const figures = await readTable(page.getByRole('table', { name: 'All numbers' }));
      return figures.find(([name]) => name === 'Cancellations')?.[1];
    };
    expect(await figureOf()).toBe('1');
    await page.getByRole('link', { name: `${changes.length - 1} numbers differ from version 1` }).click();
    await page.waitForURL(/version=1$/);
    await page.getByRole('button', { name: 'Version: Version 1' }).waitFor();
    await settled(page);
    expect(await figureOf()).toBe('0');
    const file = await download(
      page,
      page.getByRole('link', { name: /^Download Alpine Lodge, .* as Parquet$/ }),
    );
    expect(file.name).toBe(`alpine-${restatedMonth()}.parquet`);
    expect(file.content.subarray(0, 4).toString()).toBe('PAR1');
  });

  test('makes a link with a password, which opens without a sign-in until it is taken back', async () => {
    const page = await openPage('support', `/vendors/harbour/${month}`);
    await settled(page);
    await page.getByLabel('Password (optional)').fill('short');
    expect(await page.getByRole('button', { name: 'Make a link' }).isDisabled()).toBe(true);
    await page.getByLabel('Password (optional)').fill('long enough');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    const outside = await openPage(undefined, link);
    await outside.getByRole('heading', { name: 'This report needs a password' }).waitFor();
    await outside.getByLabel('Password').fill('wrong one');
    await outside.getByRole('button', { name: 'Open the report' }).click();
    await outside.getByRole('heading', { name: 'That was not the password' }).waitFor();
    const opened = await outside.context().request.post(link, { form: { password: 'long enough' } });
    expect(opened.headers()['content-type']).toBe('application/pdf');
    await page.getByRole('button', { name: /^Take back the link/ }).click();
    await page.getByRole('cell', { name: 'Taken back' }).waitFor();
    await outside.goto(link);
    await outside.getByRole('heading', { name: 'This link does not work, or no longer' }).waitFor();
  });
});

describe.skipIf(!hasBrowser)('a traveler', () => {
  test('finds a year, its numbers and its report', async () => {
    const year = month.slice(0, 4);
    const page = await openPage('traveler:guest-1-DE-0', '/');
    await page.waitForURL('**/travelers/guest-1-DE-0');
    await page.getByRole('link', { name: year, exact: true }).click();
    await page.waitForURL(`**/travelers/guest-1-DE-0/${year}`);
    const frame = page.locator('iframe');
    expect(await frame.getAttribute('src')).toBe(`/api/travelers/guest-1-DE-0/years/${year}.pdf?inline=true`);
    const shown = await page.context().request.get((await frame.getAttribute('src')) ?? '');
    expect(shown.headers()).toMatchObject({
      'content-type': 'application/pdf',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(shown.headers()['content-disposition']).toMatch(/^inline/);
    await page.getByRole('button', { name: 'Numbers' }).click();
    await page.waitForURL(/show=numbers/);
    await page.getByRole('heading', { name: 'Trips' }).waitFor();
    const file = await download(page, page.getByRole('link', { name: `Download Your ${year} as PDF` }));
    expect(file.content.subarray(0, 5).toString()).toBe('%PDF-');
    await page.goto('/travelers/guest-2-DE-0');
    await page.getByText('There is nothing here').or(page.getByText('There are no years')).waitFor();
  });
});
