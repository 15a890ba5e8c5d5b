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

test('start --demo fills an empty warehouse once', async () => {
  const env = await createEnvironment();
  for (const isFirst of [true, false]) {
    const running = await startMilepost(['start', '--demo'], env);
    await running.prints(isFirst ? 'Sample data: the affiliate demo' : 'a token for the API');
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(stdout.includes('Sample data')).toBe(isFirst);
  }
  const { stdout } = await runMilepost(['accounting', '--json'], env);
  const accounts: { kind: string; stored: number; rejected: number; missing: number }[] = JSON.parse(stdout);
  expect(accounts).toMatchObject([
    { affiliateId: 'demo', rejected: 0, missing: 0 },
    { affiliateId: 'demo', rejected: 0, missing: 0 },
  ]);
  expect(accounts.find((each) => each.kind === 'event')?.stored).toBeGreaterThan(1_000);
});

test('a port that is taken is named', async () => {
  const env = { ...(await createEnvironment()), PORT: await takePort() };
  const { code, stderr } = await runMilepost(['start'], env);
  expect(stderr).toMatch(new RegExp(`milepost: Port ${env.PORT} of 127.0.0.1 is taken .* set PORT`));
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
});
