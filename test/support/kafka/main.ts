/** Runs a Kafka broker until it's interrupted: `node test/support/kafka/main.ts --port 9092`. */
import { parseArgs } from 'node:util';
import { startKafka } from './broker.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '9092' } } });
const kafka = await startKafka({ port: Number(values.port) });
process.stdout.write(`KAFKA_BROKERS=${kafka.brokers.join(',')} (pid ${kafka.pid})\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void kafka.stop().then(() => process.exit(0)));
}
