import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { resolveClassPath } from '../java/class-path.ts';
import { startJava } from '../java/java-process.ts';
import { freePort, untilReady, type RunningKafka } from './running.ts';
import { kafkaSettings } from './settings.ts';

const run = promisify(execFile);
const clusterId = 'bWlsZXBvc3QtdGVzdHMtMQ';

export interface StartedKafka extends RunningKafka {
  /** The Java process. */
  pid: number;
}

export interface StartKafkaOptions {
  /** Default: a free one. Ignored when `dataDir` was used before. */
  port?: number;
  /** Default: a new temporary directory. */
  dataDir?: string;
}

/** Writes the settings and formats the storage, unless the directory has been used before; returns the port. */
async function prepare(java: string[], dataDir: string, wanted: number | undefined): Promise<number> {
  const file = join(dataDir, 'server.properties');
  if (existsSync(file)) {
    const port = /^listeners=PLAINTEXT:\/\/[^:]+:(\d+)/m.exec(await readFile(file, 'utf8'))?.[1];
    return Number(port);
  }
  const brokerPort = wanted ?? (await freePort());
  const host = 'localhost';
  const settings = {
    ...kafkaSettings({
      host,
      brokerPort,
      controllerPort: await freePort(),
      advertised: `${host}:${brokerPort}`,
    }),
    'log.dirs': join(dataDir, 'logs'),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, lines.join(''));
  await run('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file]);
  return brokerPort;
}

/**
 * Starts a Kafka 4 broker (KRaft, one node, loopback only) from Maven Central with the Java on the path, and
 * resolves when it answers. It ends with this process, however this process ends.
 *
 * @throws when Java or Maven is missing, or the broker doesn't answer in a minute; its last lines are in the message.
 * @example
 * const kafka = await startKafka({ port: 9092 });
 * await kafka.stop();
 */
export async function startKafka(options: StartKafkaOptions = {}): Promise<StartedKafka> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'milepost-kafka-')));
  const java = [
    '-Xmx512m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-cp',
    await resolveClassPath(join(import.meta.dirname, 'pom.xml')),
  ];
  const port = await prepare(java, dataDir, options.port);
  const brokers = [`localhost:${port}`];

  const server = await startJava([
    ...java,
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    'kafka.Kafka',
    join(dataDir, 'server.properties'),
  ]);
  try {
    await untilReady(brokers, () => server.hasExited());
  } catch (thrown) {
    await server.kill();
    throw new Error(`Kafka did not start:\n${server.said()}`, { cause: thrown });
  }
  return {
    brokers,
    pid: server.pid,
    kill: () => server.kill(),
    restart: () => startKafka({ dataDir }),
    async stop() {
      await server.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
