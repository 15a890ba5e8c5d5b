import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRandom } from '../../demo/world/random.ts';
import { writeBookings } from '../support/process/bookings-file.ts';
import { createDataDir, withWarehouse } from '../support/process/data-dir.ts';
import { runMilepost, startMilepost, type MilepostEnv } from '../support/process/milepost.ts';
import { readTotals } from '../support/process/tables.ts';

const killed = { code: null, signal: 'SIGKILL' };

/** Kills a command, engine and all, when it shows its progress and so many milliseconds later. */
async function killAtWork(args: readonly string[], env: MilepostEnv, plusMs: number) {
  const running = startMilepost(args, env);
  while (!running.hasEnded && !/\d %|\d of |tables|\d\/\d/.test(running.stderr)) await wait(2);
  const kill = await running.aimAtTree();
  await wait(plusMs);
  return kill();
}

test('a backup and a restore that were killed, engine and all, do their work when started again', async () => {
  const env = { MILEPOST_DATA: await createDataDir() };
  const { half } = await writeBookings(env.MILEPOST_DATA);
  await runMilepost(['import', half, '--as', 'hotel-bookings'], env);
  await runMilepost(['pipelines', 'run', 'reservation_versions'], env);
  const expected = await withWarehouse(env.MILEPOST_DATA, readTotals);
  const where = join(env.MILEPOST_DATA, 'backups', 'today');
  const random = createRandom(2);

  expect(await killAtWork(['backup', where, '--with-keys'], env, random.between(0, 200))).toEqual(killed);
  expect(existsSync(where)).toBe(false);
  await runMilepost(['backup', where, '--with-keys'], env);
  await runMilepost(['backup', where, '--verify'], env);

  const restoring = ['restore', where, '--replace', '--with-keys'];
  for (const mostMs of [50, 3_000]) {
    const end = await killAtWork(restoring, env, random.between(0, mostMs));
    if (end.code === 0) break;
    // Nobody works on what may be half done; a kill while it only looks at the backup leaves everything as it was.
    const asked = startMilepost(['accounting'], env);
    const { code } = await asked.ended;
    expect(code === 0 || asked.stderr.includes('was cut short')).toBe(true);
  }
  await runMilepost(restoring, env);
  expect(await withWarehouse(env.MILEPOST_DATA, readTotals)).toEqual(expected);
  await runMilepost(['token', '--role', 'admin'], env);
});
