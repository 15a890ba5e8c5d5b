import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLive, liveDefaults, type LiveConfig } from '../../../../dashboards/api/live.ts';
import type { Realtime } from '../../../../dashboards/api/realtime.ts';
import { AffiliateScope } from '../../../../dashboards/api/scope.ts';
import { createSilentLog } from '../../../../infra/log.ts';
import { createMetrics } from '../../../../infra/metrics.ts';

const admin = { sub: 'x', role: 'admin' } as const;
const one = AffiliateScope.of(admin, 'one');
const other = AffiliateScope.of(admin, 'other');

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-06-01T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

function start(changes: Partial<LiveConfig> = {}) {
  const state = { visitors: 1, reads: [] as string[], isBroken: false };
  const read = async (scope: AffiliateScope): Promise<Realtime> => {
    state.reads.push(scope.affiliateId);
    if (state.isBroken) throw new Error('broken');
    return { at: new Date().toISOString(), asOf: null, visitors: state.visitors, minutes: [] };
  };
  const clock = { now: () => Date.now() };
  const deps = { read, clock, log: createSilentLog(), metrics: createMetrics() };
  return { state, live: createLive({ ...liveDefaults, ...changes }, deps) };
}

/** What a stream has said so far, and whether it has ended. */
function hear(stream: Readable) {
  const heard = { text: '', isOver: false };
  stream.on('data', (chunk: Buffer) => (heard.text += chunk.toString()));
  stream.on('close', () => (heard.isOver = true));
  return heard;
}

function eventsIn(text: string): { id: string; visitors: number }[] {
  return [...text.matchAll(/^id: (\S+)\nevent: realtime\ndata: (.*)\n\n/gm)].map(
    ([, id = '', data = '']) => ({
      id,
      visitors: JSON.parse(data).visitors,
    }),
  );
}

test('everybody who listens to an affiliate hears each change once, of one look at the warehouse', async () => {
  const { live, state } = start();
  const streams = [one, one, one].map((scope) => hear(live.listen(scope, {})));
  hear(live.listen(other, {}));
  await vi.advanceTimersByTimeAsync(1);
  expect(state.reads).toEqual(['one', 'other']);
  await vi.advanceTimersByTimeAsync(liveDefaults.pollMs);
  state.visitors = 2;
  await vi.advanceTimersByTimeAsync(liveDefaults.pollMs);
  expect(state.reads.filter((id) => id === 'one')).toHaveLength(3);
  for (const { text } of streams) {
    expect(text.startsWith('retry: ')).toBe(true);
    expect(eventsIn(text).map((event) => event.visitors)).toEqual([1, 2]);
  }
  live.close();
});

test('who comes later hears the state at once; who comes back with its id hears nothing until it changes', async () => {
  const { live, state } = start();
  const first = hear(live.listen(one, {}));
  await vi.advanceTimersByTimeAsync(1);
  const [known] = eventsIn(first.text);
  const late = hear(live.listen(one, {}));
  const back = hear(live.listen(one, { lastEventId: known?.id ?? '' }));
  await vi.advanceTimersByTimeAsync(liveDefaults.pollMs + 1);
  expect(eventsIn(late.text)).toEqual([known]);
  expect(eventsIn(back.text)).toEqual([]);
  state.visitors = 5;
  await vi.advanceTimersByTimeAsync(liveDefaults.pollMs);
  expect(eventsIn(back.text).map((event) => event.visitors)).toEqual([5]);
  live.close();
});

test('a quiet stream is kept open by comments, also while the warehouse does not answer', async () => {
  const { live, state } = start();
  const heard = hear(live.listen(one, {}));
  state.isBroken = true;
  await vi.advanceTimersByTimeAsync(3 * liveDefaults.heartbeatMs);
  expect(heard.text.match(/^: heartbeat$/gm)).toHaveLength(3);
  state.isBroken = false;
  await vi.advanceTimersByTimeAsync(liveDefaults.pollMs);
  expect(eventsIn(heard.text)).toHaveLength(1);
  live.close();
});

test('a stream ends when the token expires, after its longest time and when the server stops', async () => {
  const { live } = start({ longestMs: 60_000 });
  const expiring = hear(live.listen(one, { expiresAtMs: Date.now() + 10_000 }));
  const long = hear(live.listen(one, { expiresAtMs: Date.now() + 1e9 }));
  await vi.advanceTimersByTimeAsync(9_990);
  expect([expiring.isOver, long.isOver]).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(20);
  expect([expiring.isOver, long.isOver]).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(long.isOver).toBe(true);
  const last = hear(live.listen(one, {}));
  live.close();
  await vi.advanceTimersByTimeAsync(1);
  expect(last.isOver).toBe(true);
  expect(() => live.listen(one, {})).toThrow(expect.objectContaining({ status: 503 }));
  expect(vi.getTimerCount()).toBe(0);
});

test('nobody is left who would look at the warehouse when the last listener has gone', async () => {
  const { live, state } = start();
  const stream = live.listen(one, {});
  hear(stream);
  await vi.advanceTimersByTimeAsync(1);
  stream.destroy();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.reads).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('an affiliate and a process have so many listeners and no more; a place that is left is free', () => {
  const { live } = start({ listenersPerAffiliate: 2, listeners: 3 });
  const stream = live.listen(one, {});
  live.listen(one, {});
  expect(() => live.listen(one, {})).toThrow(expect.objectContaining({ status: 429, retryAfterSeconds: 30 }));
  live.listen(other, {});
  expect(() => live.listen(other, {})).toThrow(expect.objectContaining({ status: 503 }));
  stream.destroy();
  live.close();
});

test('who takes nothing is let go before much waits for him', async () => {
  const { live, state } = start();
  const stream = live.listen(one, {});
  for (let visitors = 0; visitors < 2_000 && !stream.destroyed; visitors += 1) {
    state.visitors = visitors;
    await vi.advanceTimersByTimeAsync(liveDefaults.pollMs);
  }
  expect(stream.destroyed).toBe(true);
  live.close();
});
