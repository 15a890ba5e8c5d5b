import type { TestProject } from 'vitest/node';
import type { RunningKafka } from './kafka/running.ts';
import { wayToStartKafka } from './kafka/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Empty when there is no Kafka to test against. */
    kafkaBrokers: string[];
    /** Whether a test can start a broker that it may kill. */
    kafkaCanStart: boolean;
  }
}

const unavailable =
  'no KAFKA_BROKERS, no Docker engine that answers, and not both of Java (17 or later) and Maven on the path';

/** Vitest's global setup of the project `kafka`: finds a real broker for the run, or says what it leaves out. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { KAFKA_BROKERS: given = '', CI: ci = '' } = process.env;
  const way = await wayToStartKafka();
  let own: RunningKafka | undefined;
  if (given === '') own = await way?.();
  const brokers = given === '' ? (own?.brokers ?? []) : given.split(',');
  project.provide('kafkaBrokers', brokers);
  project.provide('kafkaCanStart', way !== undefined);
  if (way === undefined) {
    const leftOut = given === '' ? 'all tests of the project kafka' : 'the Kafka tests that kill a broker';
    const reason = given === '' ? unavailable : unavailable.replace('no KAFKA_BROKERS, ', '');
    if (ci !== '' && ci !== 'false')
      throw new Error(`CI leaves out nothing, but cannot run ${leftOut}: ${reason}`);
    process.stderr.write(`LEFT OUT: ${leftOut}: ${reason}\n`);
  }
  return async () => own?.stop();
}
