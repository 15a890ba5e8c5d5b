import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = join(import.meta.dirname, '../../golden/pages');
const require = createRequire(import.meta.url);
const font = (weight: string): string =>
  readFileSync(require.resolve(`@expo-google-fonts/noto-sans/${weight}/NotoSans_${weight}.ttf`)).toString(
    'base64',
  );

/** Every machine has other fonts: pictures are taken with one that comes along. */
export async function useOneFont(page: Page): Promise<void> {
  const face = (weight: string, from: string): string =>
    `@font-face{font-family:Picture;font-weight:${from};src:url(data:font/ttf;base64,${font(weight)})}`;
  await page.addStyleTag({
    content: `${face('400Regular', '100 500')}${face('600SemiBold', '501 900')}:root{--font:Picture!important;--mono:Picture!important}*{transition:none!important;animation:none!important}`,
  });
  await page.evaluate(
    `document.fonts.load('400 14px Picture').then(() => document.fonts.load('700 14px Picture'))`,
  );
}

/** How far a channel of a pixel may be off: edges of letters and lines differ a little from one Chromium to the next. */
const channelTolerance = 56;
/** How many of all pixels may be farther off. */
export const mostDifferent = 0.004;

/**
 * The share of pixels in which a page differs from its golden picture, which `UPDATE_GOLDEN=1` takes anew. Where that is
 * too many, the new one is put beside the old one.
 */
export async function pictureDifference(page: Page, name: string): Promise<number> {
  const taken = await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' });
  const path = join(folder, `${name}.png`);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    await mkdir(folder, { recursive: true });
    await writeFile(path, taken);
    return 0;
  }
  const difference = await compare(page, await readFile(path), taken);
  if (difference > mostDifferent) await writeFile(path.replace(/\.png$/, '.actual.png'), taken);
  return difference;
}

/** The share of pixels that differ; 1 where the sizes do. Drawn in a page of its own, which has no policy. */
async function compare(page: Page, golden: Buffer, taken: Buffer): Promise<number> {
  const bench = await page.context().newPage();
  const source = (picture: Buffer): string =>
    JSON.stringify(`data:image/png;base64,${picture.toString('base64')}`);
  const share: number = await bench.evaluate(`(async () => {
    const read = async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    };
    const [a, b] = await Promise.all([read(${source(golden)}), read(${source(taken)})]);
    if (a.width !== b.width || a.height !== b.height) return 1;
    let different = 0;
    for (let at = 0; at < a.data.length; at += 4) {
      const off = Math.max(...[0, 1, 2].map((channel) => Math.abs(a.data[at + channel] - b.data[at + channel])));
      if (off > ${channelTolerance}) different += 1;
    }
    return different / (a.data.length / 4);
  })()`);
  await bench.close();
  return share;
}
