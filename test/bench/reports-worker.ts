import { parentPort, workerData } from 'node:worker_threads';
import { createLand } from '../../reports/map/land.ts';
import { createFonts } from '../../reports/pdf/fonts.ts';
import { createFormatters } from '../../reports/pdf/intl.ts';
import { formatTravelerPdf } from '../../reports/traveler/pdf.ts';
import { yearOf } from './reports/years.ts';

/** One of two threads of `npm run bench:reports`: draws as many years as it is told to, each time it is told to. */
const parts = { locale: 'en-GB', fonts: createFonts(), land: createLand(), intl: createFormatters() };
const first: number = workerData;

parentPort?.on('message', (count: number) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  void draw(count).then((bytes) => parentPort?.postMessage(bytes));
});

async function draw(count: number): Promise<number> {
  let bytes = 0;
  for (let index = first; index < first + count; index += 1)
    bytes += (await formatTravelerPdf(yearOf(index), parts)).byteLength;
  return bytes;
}
