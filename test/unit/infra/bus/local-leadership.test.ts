import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLocalLeadership } from '../../../../infra/bus/local-leadership.ts';
import { createSilentLog } from '../../../../infra/log.ts';

const source = (file: string) => JSON.stringify(import.meta.resolve(`../../../../infra/${file}`));
const script = `
import { createLocalLeadership } from ${source('bus/local-leadership.ts')};
import { createSilentLog } from ${source('log.ts')};
const leadership = createLocalLeadership({ dataDir: process.argv[1], log: createSilentLog() });
console.log(leadership.isLeading());
setInterval(() => undefined, 60_000);`;

function create(dataDir: string) {
  const leadership = createLocalLeadership({ dataDir, pollMs: 10, log: createSilentLog() });
  onTestFinished(() => leadership.close());
  return leadership;
}

test('of two with one data directory one leads, and the other takes over when it closes', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'milepost-leader-'));
  const [first, second] = [create(dataDir), create(dataDir)];
  expect([first.isLeading(), second.isLeading()]).toEqual([true, false]);
  expect(first.epoch()).toBeUndefined();
  expect(() => second.epoch()).toThrow(expect.objectContaining({ code: 'leadership_lost' }));
  await first.close();
  await vi.waitFor(() => expect(second.isLeading()).toBe(true));
  expect(() => first.epoch()).toThrow(expect.objectContaining({ code: 'leadership_lost' }));
});

test('a leader that is killed leaves its place to the next', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'milepost-leader-'));
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(String(said)).toBe('true\n');
  const next = create(dataDir);
  expect(next.isLeading()).toBe(false);
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(next.isLeading()).toBe(true), 5_000);
});
