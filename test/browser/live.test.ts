import { describe, expect, test } from 'vitest';
import { hasBrowser, openPage, useBrowser } from '../support/browser/page.ts';

useBrowser();

describe.skipIf(!hasBrowser)('the live view', () => {
  test('shows who is there as the server tells it, and offers to connect again when it has ended', async () => {
    const page = await openPage('affiliate:acme', '/affiliates/acme/live');
    await page.getByText('Live', { exact: true }).last().waitFor();
    await page
      .getByRole('img', { name: /^Bars of the visitors of each of the last 30 minutes; 0 now/ })
      .waitFor();
    const minutes = Array.from({ length: 30 }, (_, index) => ({
      at: new Date(1_800_000_000_000 + index * 60_000).toISOString(),
      visitors: index,
    }));
    const told = { at: minutes[29]?.at, asOf: null, visitors: 1_234, minutes };
    await page.route('**/api/**/live', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        body: `event: realtime\ndata: ${JSON.stringify(told)}\n\n`,
      }),
    );
    await page.reload();
    await page.locator('.live-number').getByText('1,234').waitFor();
    await page.unroute('**/api/**/live');
    await page.route('**/api/**/live', (route) => route.fulfill({ status: 404, body: '' }));
    await page.getByRole('button', { name: 'Connect again' }).waitFor();
    await page.unroute('**/api/**/live');
    await page.getByRole('button', { name: 'Connect again' }).click();
    await page.locator('.live-number').getByText('0', { exact: true }).waitFor();
    expect(await page.getByRole('status').innerText()).toContain('Live');
  });
});
