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

const cell = (text: string) => text.padStart(15);
const line = (name: string, { perSecond, cpuMs, kilobytes }: Measured, hasCpu = true) =>
  [
    name.padEnd(30),
    cell(`${perSecond.toFixed(1)}/s`),
    // What a core draws that does nothing else.
    cell(hasCpu ? `${(1_000 / cpuMs).toFixed(1)}/s` : '?'),
    cell(`${kilobytes.toFixed(0)} KB`),
    cell(`${(one.perSecond / perSecond).toFixed(1)}x`),
  ].join('');
const lines = [
  ['travelers’ years'.padEnd(30), ...['by the clock', 'by CPU time', 'size', 'Milepost is'].map(cell)].join(
    '',
  ),
  line('Milepost, rich, 1 core', one),
  line('Milepost, as they come', mixed),
  `${'Milepost, rich, 2 threads'.padEnd(30)}${cell(`${two.toFixed(1)}/s`)}, ${(two / one.perSecond).toFixed(2)} times one core`,
  line('pdfmake, rich', made),
];
if (existsSync(chromiumPath)) {
  const chromium = await createChromiumRenderer(chromiumPath);
  // Chromium's work is in processes of its own, whose CPU time is not known here.
  const printed = await measure(slow, (index) => chromium.render(contentOf(yearOf(index), path, parts)));
  lines.push(line('Chromium printing, rich', printed, false));
  await chromium.close();
} else lines.push(`Chromium left out: there is none at ${chromiumPath}`);
process.stdout.write(`${lines.join('\n')}\n`);
