import { describe, expect, test } from 'vitest';
import { hasBrowser, openPage, settled, useBrowser } from '../support/browser/page.ts';
import { download, readTable } from '../support/browser/table.ts';
import { daysOfVisits, kinds } from '../support/browser/visits.ts';

useBrowser();

const all = kinds.reduce((sum, kind) => sum + kind.visitors, 0) * daysOfVisits;
const bookings = (kinds.find((kind) => kind.country === 'DE')?.visitors ?? 0) * daysOfVisits;
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

describe.skipIf(!hasBrowser)('the journeys of visitors', () => {
  test('a funnel is made of steps that one chooses, filters limit it, and all of it is in the address', async () => {
    const page = await openPage('affiliate:acme', '/affiliates/acme/journeys?period=7d');
    await settled(page);
    const funnel = page.getByRole('table', { name: 'Funnel' });
    expect((await readTable(funnel)).map((row) => row.slice(0, 4))).toEqual([
      ['Step', 'Visitors', 'Of the first step', 'Of the step before'],
      ['1. /hotels/harbour', String(all), '100.0%', '–'],
      ['2. Offer Clicked', String(all), '100.0%', '100.0%'],
      ['3. Booking', String(bookings), percent(bookings / all), percent(bookings / all)],
    ]);
    await page.getByLabel('Name of step 1').fill('/lisbon');
    await page.getByLabel('Name of step 1').press('Enter');
    await page.waitForURL(/steps=page%3A%2Flisbon%2Cevent%3AOffer\+Clicked%2Cbooking/);
    await page.getByRole('rowheader', { name: '1. /lisbon' }).waitFor();
    await page.getByRole('button', { name: 'Remove step 2' }).click();
    await page.getByRole('rowheader', { name: '2. Booking' }).waitFor();
    expect((await readTable(funnel))[2]?.slice(0, 3)).toEqual(['2. Booking', String(bookings), '100.0%']);
    await page.goBack();
    await page.getByRole('rowheader', { name: '3. Booking' }).waitFor();
  });

  test('five models stand side by side, as a chart and as a table', async () => {
    const page = await openPage('affiliate:acme', '/affiliates/acme/journeys?period=7d');
    await page.getByRole('img', { name: /^Bars of the credit of each channel by five models/ }).waitFor();
    const tools = page.getByRole('group', { name: 'By' });
    await tools.getByRole('button', { name: 'Campaign' }).click();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.getByRole('rowheader', { name: 'spring' }).waitFor();
    const credit = `${bookings}.0`;
    expect(await readTable(page.getByRole('table', { name: 'Attribution' }))).toEqual([
      ['Campaign', 'First touch', 'Last touch', 'Linear', 'Position', 'Time decay'],
      ['spring', credit, credit, credit, credit, credit],
    ]);
    await page.getByRole('button', { name: 'Gross value' }).click();
    await page.getByRole('cell', { name: '€3,600.00' }).first().waitFor();
    expect(page.url()).toMatch(/by=campaign&attribution=table&credit=value$/);
  });

  test('paths flow on from the first page; a page is chosen to begin with; the table says the same', async () => {
    const page = await openPage('affiliate:acme', '/affiliates/acme/paths?period=7d');
    const [german, french, dutch] = kinds.map((kind) => kind.visitors * daysOfVisits);
    const node = (name: string, sessions: number | undefined): string =>
      `${name} ${sessions} · ${percent((sessions ?? 0) / all)}`;
    await page.getByRole('button', { name: node('/', french) }).waitFor();
    await page.getByRole('button', { name: node('/guides, and more', dutch) }).waitFor();
    await page.getByRole('button', { name: node('/hotels/harbour', all) }).waitFor();
    await page.getByRole('button', { name: node('/lisbon', german) }).click();
    await page.waitForURL(/start=page%3A%2Flisbon$/);
    await page.getByRole('button', { name: `/hotels/harbour ${german} · 100.0%` }).waitFor();
    expect(await page.getByLabel('Page to begin with').inputValue()).toBe('/lisbon');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const table = page.getByRole('table', { name: 'Paths' });
    await table.waitFor();
    const shown = [
      ['Page 1', 'Page 2', 'Page 3', 'Visits', 'Share'],
      ['/hotels/harbour', '(left)', '', String(german), '100.0%'],
    ];
    expect(await readTable(table)).toEqual(shown);
    const file = await download(page, page.getByRole('button', { name: 'Export Paths as CSV' }));
    expect(file.content.toString().trim().split('\r\n').slice(1)).toEqual([
      `/hotels/harbour,(left),,${german},100.0`,
    ]);
    await page.getByLabel('Begin with', { exact: true }).selectOption('Event');
    await page.getByLabel('Event to begin with').waitFor();
    await page.waitForURL(/start=event%3AOffer\+Clicked/);
  });

  test('retention is a triangle of weeks or months, of shares or of visitors', async () => {
    const page = await openPage('affiliate:acme', '/affiliates/acme/retention');
    const table = page.getByRole('table', { name: 'Who comes back' });
    await table.waitFor();
    await settled(page);
    const rows = await readTable(table);
    expect(rows[1]?.slice(0, 2)).toEqual(['All weeks', String(all)]);
    // From the first week with visitors to the running one, week by week one cell less.
    const cohorts = rows.slice(2);
    expect(cohorts.map((row) => row.filter((cell) => cell !== '').length)).toEqual(
      cohorts.map((_, index) => cohorts.length + 1 - index),
    );
    await page.getByRole('button', { name: 'Month', exact: true }).click();
    await page.getByRole('button', { name: 'Visitors', exact: true }).click();
    await page.waitForURL(/unit=month&cells=visitors$/);
    await page.getByRole('rowheader', { name: 'All months' }).waitFor();
    await page.getByRole('button', { name: 'Time: Last 12 months' }).click();
    await page.getByRole('menuitemradio', { name: 'Last 6 months' }).click();
    await page.waitForURL(/span=6/);
    await page.getByRole('button', { name: 'Time: Last 6 months' }).waitFor();
  });
});
