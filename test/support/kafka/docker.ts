import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort, untilReady, type RunningKafka } from './running.ts';
import { kafkaSettings } from './settings.ts';

const run = promisify(execFile);
const image = 'apache/kafka:4.3.1';

/** Tells whether a Docker engine answers, not just whether its command is there. */
export async function dockerAnswers(): Promise<boolean> {
  return run('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

/**
 * Starts a Kafka broker in a container, resolving when it answers. The container is removed when this process
 * ends, however it ends.
 */
export async function startKafkaInDocker(): Promise<RunningKafka> {
  const port = await freePort();
  const name = `milepost-kafka-${process.pid}-${port}`;
  const brokers = [`localhost:${port}`];
  const settings = kafkaSettings({
    host: '',
    brokerPort: 9092,
    controllerPort: 9093,
    advertised: brokers[0] ?? '',
  });
  const environment = Object.entries(settings).flatMap(([setting, value]) => [
    '-e',
    `KAFKA_${setting.replaceAll('.', '_').toUpperCase()}=${value}`,
  ]);
  await run('docker', ['create', '--name', name, '-p', `127.0.0.1:${port}:9092`, ...environment, image]);
  // Its standard input ends with this process.
  const guard = spawn('sh', ['-c', 'cat >/dev/null; docker rm -f "$1" >/dev/null 2>&1', 'guard', name], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise((resolve) => guard.once('exit', resolve));

  const started: RunningKafka = {
    brokers,
    async kill() {
      await run('docker', ['kill', name]);
    },
    async restart() {
      await run('docker', ['start', name]);
      await untilReady(brokers, () => false);
      return started;
    },
    async stop() {
      guard.stdin.end();
      await ended;
    },
  };
  return started.restart();
}
