/**
 * A consumer in a process of its own, to be killed or stopped by a test: it reports each call of `handle` and
 * ends it when told to.
 */
import { createKafkaBus } from '../../../infra/bus/kafka.ts';
import { createSilentLog } from '../../../infra/log.ts';

const [brokers = '', topicPrefix = ''] = process.argv.slice(2);
const bus = createKafkaBus({
  brokers: brokers.split(','),
  topicPrefix,
  clientId: 'consumer-process',
  sessionTimeoutMs: 6_000,
  log: createSilentLog(),
  onCrash: () => process.exit(1),
});
await bus.subscribe({
  group: 'loader',
  topics: ['events'],
  maxMessages: 1,
  maxBytes: 1_000_000,
  minIntervalMs: 0,
  async handle(messages) {
    process.send?.(messages.map((message) => String(message.value)));
    await new Promise((resolve) => process.once('message', resolve));
  },
});
