/**
 * How soon a page is there, and what it transfers: the overview in Chromium, nothing cached, with the processor slowed
 * down four times, with and without Lighthouse's slow 4G. Run it with `node test/bench/pages.ts [runs]`.
 */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { startProduct } from '../support/browser/product.ts';

const runs = Number(process.argv[2] ?? 5);
const slowdown = 4;
const aimMs = 1_400;
/** Lighthouse's mobile preset: 1.6 Mbit/s, 150 ms there and back. */
const slow4g = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

interface Measured {
  firstPaintMs: number;
  tilesMs: number;
  chartMs: number;
  /** Compressed, with headers; before the chart's library and with it. */
  appBytes: number;
  allBytes: number;
}

async function measure(browser: Browser, address: string, isSlow: boolean): Promise<Measured> {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1_280, height: 900 } });
  await context.request.post('/session', {
    data: { person: 'affiliate:acme' },
    headers: { origin: address },
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  if (isSlow) await devtools.send('Network.emulateNetworkConditions', slow4g);
  await page.goto('/affiliates/acme');
  await page.locator('.tile-value').first().waitFor();
  const tilesMs: number = await page.evaluate('performance.now()');
  await page.locator('[data-drawn]').waitFor();
  const chartMs: number = await page.evaluate('performance.now()');
  const firstPaintMs: number = await page.evaluate(
    "performance.getEntriesByName('first-contentful-paint')[0].startTime",
  );
  const files: { name: string; bytes: number }[] =
    await page.evaluate(`performance.getEntriesByType('navigation')
    .concat(performance.getEntriesByType('resource'))
    .map((entry) => ({ name: entry.name, bytes: entry.transferSize }))`);
  await context.close();
  const sum = (all: typeof files): number => all.reduce((total, { bytes }) => total + bytes, 0);
  const isApp = ({ name }: { name: string }): boolean => !name.includes('echarts') && !name.includes('/api/');
  return { firstPaintMs, tilesMs, chartMs, appBytes: sum(files.filter(isApp)), allBytes: sum(files) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const executablePath = places.find((place) => place !== undefined && existsSync(place));
if (executablePath === undefined) throw new Error('There is no Chromium; CHROMIUM names one');
const product = await startProduct();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const isSlow of [false, true]) {
    const all: Measured[] = [];
    for (let run = 0; run < runs; run += 1) all.push(await measure(browser, product.address, isSlow));
    const of = (name: keyof Measured): number => Math.round(median(all.map((each) => each[name])));
    process.stdout.write(
      `${isSlow ? 'slow 4G' : 'no throttled network'}, processor ${slowdown} times slower, median of ${runs}:\n` +
        `  first contentful paint ${of('firstPaintMs')} ms (aim ${aimMs}), numbers ${of('tilesMs')} ms, chart ${of('chartMs')} ms\n` +
        `  transferred ${(of('appBytes') / 1_000).toFixed(1)} kB before the chart, ${(of('allBytes') / 1_000).toFixed(1)} kB in all\n`,
    );
  }
} finally {
  await browser.close();
  await product.stop();
}
