import { hasJavaAndMaven } from '../java/class-path.ts';
import { startKafka } from './broker.ts';
import { dockerAnswers, startKafkaInDocker } from './docker.ts';
import type { RunningKafka } from './running.ts';

/** How this machine can start a broker of its own: in Docker, else with Java and Maven, else not at all. */
export async function wayToStartKafka(): Promise<(() => Promise<RunningKafka>) | undefined> {
  if (await dockerAnswers()) return startKafkaInDocker;
  return (await hasJavaAndMaven()) ? () => startKafka() : undefined;
}
