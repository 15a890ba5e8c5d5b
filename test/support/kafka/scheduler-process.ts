/**
 * A scheduler in a process of its own, to be paused by a test: it leads over Kafka with a short session, wakes every
 * second, and prints its epoch each time that it changes. Arguments: the warehouse's URL, brokers, prefix of topics.
 */
import { randomUUID } from 'node:crypto';
import { createKafkaLeadership } from '../../../infra/bus/kafka-leadership.ts';
import { systemClock as clock } from '../../../infra/clock.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { createPipelines } from '../../../pipelines/pipelines.ts';
import { startScheduler, usualTimes } from '../../../pipelines/scheduler.ts';
import { createWarehouse } from '../../../warehouse/client.ts';

const [url = '', brokers = '', topicPrefix = ''] = process.argv.slice(2);
const log = createSilentLog();
const leadership = createKafkaLeadership({
  brokers: brokers.split(','),
  topicPrefix,
  clientId: `scheduler-${process.pid}`,
  sessionTimeoutMs: 6_000,
  log,
});
const warehouse = createWarehouse({ url, application: 'scheduler', log });
const pipelines = createPipelines({ warehouse, clock, log, newRunId: () => randomUUID() });
startScheduler(
  { ...usualTimes, wakeAt: '* * * * * *' },
  {
    pipelines,
    closeBooks: () => Promise.resolve(),
    expireRows: () => Promise.resolve(),
    leadership,
    clock,
    log,
    metrics: createMetrics(),
  },
);
let last: number | undefined;
setInterval(() => {
  const epoch = leadership.isLeading() ? leadership.epoch() : undefined;
  if (epoch !== last) process.stdout.write(`${epoch ?? 'waits'}\n`);
  last = epoch;
}, 20);
