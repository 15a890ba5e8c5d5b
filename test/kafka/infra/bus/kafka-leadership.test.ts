import { spawn } from 'node:child_process';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createKafkaLeadership } from '../../../../infra/bus/kafka-leadership.ts';
import type { Leadership } from '../../../../infra/bus/leadership.ts';
import { createSilentLog } from '../../../../infra/log.ts';
import { kafkaBrokers, uniquePrefix, withoutKafka } from '../../../support/kafka.ts';

const sessionTimeoutMs = 6_000;
const source = (file: string) => JSON.stringify(import.meta.resolve(`../../../../infra/${file}`));
/** A leader in a process of its own, to be stopped: it says its epoch each time that it changes. */
const script = `
import { createKafkaLeadership } from ${source('bus/kafka-leadership.ts')};
import { createSilentLog } from ${source('log.ts')};
const [brokers, topicPrefix] = process.argv.slice(1);
const leadership = createKafkaLeadership({
  brokers: brokers.split(','), topicPrefix, clientId: 'child', sessionTimeoutMs: ${sessionTimeoutMs}, log: createSilentLog(),
});
let last;
setInterval(() => {
  const epoch = leadership.isLeading() ? leadership.epoch() : null;
  if (epoch !== last) console.log(JSON.stringify(epoch));
  last = epoch;
}, 50);`;

function create(topicPrefix: string): Leadership {
  const leadership = createKafkaLeadership({
    brokers: kafkaBrokers(),
    topicPrefix,
    clientId: 'test',
    sessionTimeoutMs,
    log: createSilentLog(),
  });
  onTestFinished(() => leadership.close());
  return leadership;
}

describe.skipIf(withoutKafka())('leadership over Kafka', () => {
  test('of two one leads; when it closes the other does, under a higher epoch', async () => {
    const prefix = uniquePrefix();
    const first = create(prefix);
    await vi.waitFor(() => expect(first.isLeading()).toBe(true), 30_000);
    const second = create(prefix);
    const leaders = () => [first, second].filter((each) => each.isLeading());
    // The second one's coming makes the group choose anew.
    await vi.waitFor(() => expect(leaders()).toHaveLength(1), { timeout: 30_000, interval: 100 });
    const [leader] = leaders();
    const epoch = leader?.epoch() ?? 0;
    await leader?.close();
    expect(() => leader?.epoch()).toThrow(expect.objectContaining({ code: 'leadership_lost' }));
    const other = leader === first ? second : first;
    await vi.waitFor(() => expect(other.isLeading()).toBe(true), 30_000);
    expect(other.epoch()).toBeGreaterThan(epoch);
  });

  test('a leader that stood still is replaced, and does not lead when it wakes up', async () => {
    const prefix = uniquePrefix();
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', script, kafkaBrokers().join(','), prefix],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const said: number[] = [];
    child.stdout.on('data', (data) => said.push(...String(data).trim().split('\n').map(Number.parseFloat)));
    await vi.waitFor(() => expect(said.at(-1)).toBeGreaterThan(0), 30_000);
    const before = said.at(-1) ?? 0;
    const known = said.length;
    child.kill('SIGSTOP');
    const next = create(prefix);
    await vi.waitFor(() => expect(next.isLeading()).toBe(true), 60_000);
    expect(next.epoch()).toBe(before + 1);
    child.kill('SIGCONT');
    // It learns that it leads no more; the group may choose it anew, which makes it a later leader.
    await vi.waitFor(() => expect(said.length).toBeGreaterThan(known), 30_000);
    const again = said.slice(known).filter((epoch) => !Number.isNaN(epoch));
    for (const epoch of again) expect(epoch).toBeGreaterThan(before + 1);
  });
});
