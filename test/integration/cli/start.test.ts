import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createEnvironment, runMilepost, startMilepost } from './run-milepost.ts';

async function takePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return String(typeof address === 'object' ? address?.port : address);
}

const addressOf = (stdout: string): string => /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0] ?? '';

test('start serves every role, takes an event, and leaves in order at SIGTERM', async () => {
  const env = await createEnvironment();
  const running = await startMilepost(['start'], env);
  await running.prints('a token for the API');
  const address = addressOf(running.stdout);
  for (const path of ['/healthz', '/readyz', '/metrics', '/api/docs/json']) {
    expect((await fetch(`${address}${path}`)).status, path).toBe(200);
  }
  await runMilepost(['affiliates', 'add', 'acme'], env);
  const { stdout: key } = await runMilepost(['keys', 'create', 'acme'], env);
  const sent = await fetch(`${address}/v1/track`, {
    method: 'POST',
    body: JSON.stringify({
      writeKey: key.trim(),
      anonymousId: 'a1',
      event: 'Offer Clicked',
      messageId: 'm1',
    }),
  });
  await expect(sent.json()).resolves.toEqual({ success: true });
  const { stdout: token } = await runMilepost(['token', '--role', 'admin'], env);
  const headers = { authorization: `Bearer ${token.trim()}` };
  expect((await fetch(`${address}/api/me`, { headers })).status).toBe(200);
  running.signal('SIGTERM');
  await expect(running.ended).resolves.toMatchObject({ code: 0 });
});

test(
  'start --demo fills an empty warehouse once, and closes what is over',
  { timeout: 240_000 },
  async () => {
    const env = await createEnvironment();
    for (const isFirst of [true, false]) {
      const running = await startMilepost(['start', '--demo', 'small'], env);
      await running.prints('npx milepost token --role admin`');
      await running.prints('sign in, without a password');
      if (isFirst) await running.warns('finished months of vendors');
      running.signal('SIGINT');
      const { code, stdout } = await running.ended;
      expect(code).toBe(0);
      expect(stdout.includes('Filling the empty warehouse')).toBe(isFirst);
      expect(stdout).toMatch(/affiliate +\w/);
      expect(stdout).toContain('npx milepost token --role traveler --id ');
    }
    const { stdout } = await runMilepost(['accounting', '--json'], env);
    const accounts: {
      kind: string;
      stored: number;
      received: number;
      rejected: number;
      duplicate: number;
    }[] = JSON.parse(stdout);
    for (const each of accounts) expect(each.received).toBe(each.stored + each.duplicate + each.rejected);
    expect(accounts.reduce((sum, each) => sum + each.rejected, 0)).toBe(31);
    const { stdout: books } = await runMilepost(['books', 'list', '--json'], env);
    const periods: { kind: string; period: string }[] = JSON.parse(books);
    expect(new Set(periods.map((each) => each.kind))).toEqual(new Set(['vendor-month', 'traveler-year']));
  },
);

test('start --demo --empty leaves the warehouse empty, and start --demo leaves what others have put there', async () => {
  const env = await createEnvironment();
  const empty = await startMilepost(['start', '--demo', '--empty'], env);
  await empty.prints('a token for the API');
  await runMilepost(['affiliates', 'add', 'acme'], env);
  empty.signal('SIGINT');
  expect((await empty.ended).stdout).not.toContain('demo world');
  const taken = await startMilepost(['start', '--demo', 'small'], env);
  await taken.prints('a token for the API');
  taken.signal('SIGINT');
  expect((await taken.ended).stdout).not.toContain('demo world');
  const { stdout } = await runMilepost(['affiliates', 'list', '--json'], env);
  expect(JSON.parse(stdout)).toHaveLength(1);
});

test('a port that is taken is named', async () => {
  const env = { ...(await createEnvironment()), PORT: await takePort() };
  const { code, stderr } = await runMilepost(['start'], env);
  expect(stderr).toMatch(new RegExp(`milepost: Port ${env.PORT} of 127.0.0.1 is taken .* set PORT`));
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
});
