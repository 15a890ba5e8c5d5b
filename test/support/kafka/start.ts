import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startKafka } from './broker.ts';
import { dockerAnswers, startKafkaInDocker } from './docker.ts';
import type { RunningKafka } from './running.ts';

const run = promisify(execFile);

/** How this machine can start a broker of its own: in Docker, else with Java and Maven, else not at all. */
export async function wayToStartKafka(): Promise<(() => Promise<RunningKafka>) | undefined> {
  if (await dockerAnswers()) return startKafkaInDocker;
  const tools = [run('java', ['-version']), run('mvn', ['-v'])];
  const present = (await Promise.allSettled(tools)).every((outcome) => outcome.status === 'fulfilled');
  return present ? () => startKafka() : undefined;
}
