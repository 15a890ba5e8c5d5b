import { describe, expect, test } from 'vitest';
import { fixedLetters } from '../support/browser/fixed-operations.ts';
import { hasBrowser, openPage, settled, useBrowser } from '../support/browser/page.ts';
import { download, readTable } from '../support/browser/table.ts';
import { bookedMonth, daysOfVisits, kinds } from '../support/browser/visits.ts';

useBrowser();

const visitors = kinds.reduce((sum, kind) => sum + kind.visitors, 0) * daysOfVisits;
const bookings = (kinds.find((kind) => kind.country === 'DE')?.visitors ?? 0) * daysOfVisits;

describe.skipIf(!hasBrowser)('operations', () => {
  test('freshness, accounts and runs are there; a model says what it is made from', async () => {
    const page = await openPage('support', '/operations');
    await settled(page);
    const freshness = await readTable(page.getByRole('table', { name: 'Freshness' }));
    expect(freshness[0]?.slice(0, 4)).toEqual(['Model', 'State', 'Behind now', 'Promised']);
    expect(freshness.length).toBe(9);
    // Three events of a visit, one change of a booking.
    expect(await readTable(page.getByRole('table', { name: 'Accounts' }))).toEqual([
      expect.arrayContaining(['Affiliate', 'What', 'Received', 'Stored']),
      ['acme', 'Events', String(visitors * 3), String(visitors * 3), '0', '0', '0', '0', '0'],
      ['acme', 'Changes', String(bookings), String(bookings), '0', '0', '0', '0', '0'],
      // What was restated: three bookings and what came late.
      ['(no affiliate)', 'Changes', '4', '4', '0', '0', '0', '0', '0'],
    ]);
    await page.getByText('The accounts balance.').waitFor();
    await page.getByText('There are no dead letters.').waitFor();
    await page.getByRole('button', { name: 'State: Any state' }).click();
    await page.getByRole('menuitemradio', { name: 'Failed' }).click();
    await page.waitForURL(/state=failed$/);
    await page.getByText('There are no such runs in the last 90 days.').waitFor();
    expect(await page.getByRole('button', { name: 'Build again' }).count()).toBe(0);
    await page.goto('/operations?model=linked_reservations');
    const dialog = page.getByRole('dialog', { name: 'linked_reservations' });
    await dialog.getByText('reservation_versions', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('an administrator orders slices to be built again', async () => {
    const page = await openPage('admin', '/operations');
    await settled(page);
    await page.getByRole('combobox', { name: 'Model' }).selectOption('clean_events');
    await page.getByRole('button', { name: 'Build again' }).click();
    const table = page.getByRole('table', { name: 'Backfills' });
    await table.waitFor();
    expect((await readTable(table))[1]?.[0]).toBe('clean_events');
  });

  test('an administrator sends a dead letter in again, and it leaves the list', async () => {
    const page = await openPage('admin', '/sign-in');
    const asked: unknown[] = [];
    await page.route('**/api/dead-letters*', (route) => {
      const isOrder = route.request().method() === 'POST';
      if (isOrder) asked.push(route.request().postDataJSON());
      const answer = { replayed: 1, accepted: 1, refused: [] };
      return route.fulfill({
        json: isOrder
          ? answer
          : { ...fixedLetters, deadLetters: fixedLetters.deadLetters.slice(asked.length) },
      });
    });
    await page.goto('/operations?reason=invalid_field');
    await page.getByRole('button', { name: 'Send in again' }).click();
    await page.getByText('It was accepted.').waitFor();
    await page.getByRole('rowheader', { name: '19 May 2026' }).waitFor();
    expect(asked).toEqual([{ receiptIds: [fixedLetters.deadLetters[0]?.receiptId] }]);
  });

  test('trends are of a month and a type, with names, and export what they show', async () => {
    const month = bookedMonth();
    const page = await openPage('support', `/trends?month=${month}`);
    await settled(page);
    // The world has two months where it begins before the first of this one.
    const [, first] = await readTable(page.getByRole('table', { name: 'Vendors' }));
    expect(first?.[0]).toBe('Harbour Hotel');
    const file = await download(page, page.getByRole('button', { name: 'Export Destinations as CSV' }));
    expect(file.name).toBe(`trends-destination-${month}.csv`);
    expect(file.content.toString()).toContain(`"Lisbon, Portugal",${first?.[1]},100.0,`);
    await page.getByRole('button', { name: 'Flights' }).click();
    await page.waitForURL(/type=flight$/);
    await page.getByText('Nothing was booked in these thirteen months').waitFor();
  });
});
