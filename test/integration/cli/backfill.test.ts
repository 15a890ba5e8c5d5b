import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withDatabase } from '../../../warehouse/migrate-database.ts';
import { engineUrl } from '../../support/engine.ts';
import { createDataDir } from '../../support/process/data-dir.ts';
import { storeEvents } from '../../support/raw-rows.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

const script = join(import.meta.dirname, '../../../milepost.ts');
const hours = 450;
const order = ['pipelines', 'backfill', 'clean_events', '--from', '2026-03-01', '--to', '2026-04-01'];
const runsSql = `select arraySort(slices)[1] as first
  from runs where model = 'clean_events' and state = 'published' order by recorded_at`;

test('a backfill on a terminal draws how far it is and how long it will take, the oldest or the newest first', async () => {
  const { warehouse, pipelines, database } = await createTestWarehouse('2026-04-02T00:00:00Z', {
    models: ['clean_events'],
  });
  const at = Array.from({ length: hours }, (_, hour) =>
    new Date(Date.parse('2026-03-01T00:30:00Z') + hour * 3_600_000).toISOString(),
  );
  await storeEvents(
    warehouse,
    at.map((timestamp) => ({ messageId: timestamp, timestamp, anonymousId: 'd' })),
  );
  expect((await pipelines.run()).failed).toEqual([]);
  const read = () => warehouse.query<{ first: string }>(runsSql, { name: 'test' });
  const before = (await read()).length;
  const env = {
    PATH: process.env['PATH'],
    TERM: 'xterm',
    CLICKHOUSE_URL: withDatabase(engineUrl(), database),
    MILEPOST_DATA: await createDataDir(),
  };

  for (const { flags, first } of [
    { flags: [], first: ['2026-03-01T00', '2026-03-09T08', '2026-03-17T16'] },
    { flags: ['--newest-first'], first: ['2026-03-11T10', '2026-03-03T02', '2026-03-01T00'] },
  ]) {
    const began = (await read()).length;
    const shown = await onTerminal([...order, ...flags], env);
    const lines = shown.split('\r').map((line) => line.replace('\u001B[K', ''));
    const bars = lines.filter((line) => line.startsWith('['));
    expect(bars[0]).toBe(`[${'.'.repeat(30)}]   0 %  clean_events: 0 of 450 slices`);
    expect(bars).toContainEqual(
      expect.stringMatching(/^\[#{13}\.{17}\] {2}44 % {2}clean_events: 200 of 450 slices, about \d+ s left$/),
    );
    expect(bars.at(-1)).toBe(`[${'#'.repeat(30)}] 100 %  clean_events: 450 of 450 slices, about 0 s left`);
    expect(shown).toMatch(/\n450 of 450 slices: done\r\n$/);
    expect((await read()).slice(began).map((run) => run.first)).toEqual(first);
  }
  expect((await read()).length).toBe(before + 6);
});

/** Runs `milepost <args>` on a terminal of its own to a good end; returns what a person would have seen. */
async function onTerminal(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const command = [process.execPath, script, ...args];
  // util-linux' script takes one text for a shell; those of BSD and macOS take the words.
  const words =
    process.platform === 'linux'
      ? ['-qec', command.map((word) => `'${word}'`).join(' '), '/dev/null']
      : ['-q', '/dev/null', ...command];
  const child = spawn('script', words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const [code] = await once(child, 'close');
  expect({ code, shown }).toMatchObject({ code: 0 });
  return shown;
}
