import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createFonts } from '../../reports/pdf/fonts.ts';
import { createFormatters } from '../../reports/pdf/intl.ts';
import { formatTravelerPdf } from '../../reports/traveler/pdf.ts';
import { createChromiumRenderer } from './reports/chromium.ts';
import { contentOf, createLandPath } from './reports/content.ts';
import { createPdfmakeRenderer } from './reports/pdfmake.ts';
import { mixedYearOf, yearOf } from './reports/years.ts';

/**
 * Draws travelers' years on one core and on two, and says the same with pdfmake and by printing from Chromium, all in one
 * run: `npm run bench:reports`. Rates depend on the machine and on what else it does, ratios less so; CPU time is told beside
 * them: a core that is busy with other things draws fewer, each in about the same CPU time. `COUNT` is how many documents Milepost draws, `CHROMIUM` where the browser is.
 */
const count = Number(process.env['COUNT'] ?? 200);
const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

interface Measured {
  perSecond: number;
  cpuMs: number;
  kilobytes: number;
}

async function measure(documents: number, draw: (index: number) => Promise<Uint8Array>): Promise<Measured> {
  // Until the code is compiled: a service draws more than a few.
  for (let index = 0; index < documents; index += 1) await draw(100_000 + index);
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  let bytes = 0;
  for (let index = 0; index < documents; index += 1) bytes += (await draw(index)).byteLength;
  const used = process.cpuUsage(cpu);
  return {
    perSecond: (documents * 1_000) / (performance.now() - startedAt),
    cpuMs: (used.user + used.system) / 1_000 / documents,
    kilobytes: bytes / documents / 1_000,
  };
}

async function measureThreads(documents: number): Promise<number> {
  const workers = [0, 1].map(
    (each) => new Worker(new URL('reports-worker.ts', import.meta.url), { workerData: each * 50_000 }),
  );
  const draw = async (each: number) =>
    Promise.all(
      workers.map(async (worker) => {
        const done = once(worker, 'message');
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage(each);
        await done;
      }),
    );
  await draw(documents / 2);
  const startedAt = performance.now();
  await draw(documents / 2);
  const perSecond = (documents * 1_000) / (performance.now() - startedAt);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return perSecond;
}

const { land, path } = createLandPath();
const parts = { locale: 'en-GB', fonts: createFonts(), land, intl: createFormatters() };
const one = await measure(count, (index) => formatTravelerPdf(yearOf(index), parts));
const mixed = await measure(count, (index) => formatTravelerPdf(mixedYearOf(index), parts));
const two = await measureThreads(count);
const pdfmake = createPdfmakeRenderer();
const slow = Math.max(5, Math.ceil(count / 10));
const made = await measure(slow, (index) => pdfmake(contentOf(yearOf(index), path, parts)));

const line = (name: string, { perSecond, cpuMs, kilobytes }: Measured) =>
  `${name.padEnd(34)}${perSecond.toFixed(1).padStart(8)}/s${cpuMs.toFixed(1).padStart(9)} ms CPU${kilobytes.toFixed(0).padStart(6)} KB${(one.perSecond / perSecond).toFixed(1).padStart(8)}x`;
const lines = [
  `${''.padEnd(34)}      rate      each          size   Milepost is`,
  line('Milepost, rich years, 1 core', one),
  line('Milepost, years as they come', mixed),
  `${'Milepost, rich years, 2 threads'.padEnd(34)}${two.toFixed(1).padStart(8)}/s${`${(two / one.perSecond).toFixed(2)}x of one core`.padStart(40)}`,
  line('pdfmake', made),
];
if (existsSync(chromiumPath)) {
  const chromium = await createChromiumRenderer(chromiumPath);
  // Chromium's work is in processes of its own: only this one's CPU time is known here.
  lines.push(
    line(
      'Chromium, printing',
      await measure(slow, (index) => chromium.render(contentOf(yearOf(index), path, parts))),
    ),
  );
  await chromium.close();
} else lines.push(`Chromium left out: there is none at ${chromiumPath}`);
process.stdout.write(`${lines.join('\n')}\n`);
