import { logLevel } from 'kafkajs';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { createKafkaLog } from '../../../../infra/bus/kafka-log.ts';

const entry = (namespace: string, message: string) => ({
  namespace,
  level: logLevel.ERROR,
  label: 'ERROR',
  log: { timestamp: '', message, error: 'ECONNREFUSED' },
});

test('what repeats while a broker is away is said once in 30 s, with the count of what was left out', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const lines: unknown[] = [];
  const log = pino(
    { base: null, timestamp: false },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  const write = createKafkaLog(log)(logLevel.WARN);
  for (let tries = 0; tries < 100; tries += 1) write(entry('BrokerPool', 'Failed to connect to seed broker'));
  write(entry('Connection', 'Connection error'));
  vi.advanceTimersByTime(30_001);
  write(entry('BrokerPool', 'Failed to connect to seed broker'));
  vi.useRealTimers();
  const line = {
    level: 40,
    component: 'kafka',
    error: 'ECONNREFUSED',
    msg: 'BrokerPool: Failed to connect to seed broker',
  };
  expect(lines).toEqual([
    { ...line, leftOut: 0 },
    { ...line, leftOut: 99 },
  ]);
});
