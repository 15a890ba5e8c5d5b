import { describeKafkaFault } from '../cli/fault.ts';
import type { Bus } from '../infra/bus/bus.ts';
import { createLocalBus } from '../infra/bus/local.ts';
import { once } from './once.ts';
import type { ProcessParts } from './process.ts';

const bufferBytes = 64 * 1024 * 1024;

/** The bus of a process: Kafka, or memory. */
export interface BusParts {
  /** The bus, which need not answer: readers go on while a broker is down. */
  openBus: () => Promise<Bus>;
  /**
   * The bus, which answers.
   *
   * @throws {MilepostError} whose message is the way out.
   */
  bus: () => Promise<Bus>;
}

/** Creates what opens the bus when it is first asked for. */
export function createBusParts({ invocation, log, lifecycle }: ProcessParts): BusParts {
  const openBus = once(async (): Promise<Bus> => {
    const { application, config } = invocation();
    if (config.kafka === undefined) {
      const local = createLocalBus({ maxBufferBytes: bufferBytes, log: log() });
      lifecycle().add('bus', () => local.close());
      return local;
    }
    const { createKafkaBus } = await import('../infra/bus/kafka.ts');
    const clientId = `milepost-${application}`;
    const made = createKafkaBus({ ...config.kafka, clientId, log: log(), onCrash: () => process.exit(1) });
    lifecycle().add('bus', () => made.close());
    return made;
  });
  const bus = once(async () => {
    const made = await openBus();
    try {
      await made.check();
    } catch (thrown) {
      throw describeKafkaFault(thrown, invocation().config.kafka?.brokers ?? []);
    }
    return made;
  });
  return { openBus, bus };
}
