import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kafkaClassPath } from './classpath.ts';
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
  const java = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', await kafkaClassPath()];
  const port = await prepare(java, dataDir, options.port);
  const brokers = [`localhost:${port}`];

  // The shell kills Java when its standard input ends, that is when this process ends, even by SIGKILL.
  const guard = spawn(
    'sh',
    [
      '-c',
      'exec 3<&0; "$@" & java=$!; echo "$java"; (cat <&3 >/dev/null; kill -9 "$java") & wait "$java"',
      'guard',
      'java',
    ]
      .concat(java)
      .concat([
        '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
        'kafka.Kafka',
        join(dataDir, 'server.properties'),
      ]),
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let said = '';
  let exited = false;
  const ended = new Promise<void>((resolve) => {
    guard.once('exit', () => {
      exited = true;
      guard.stdin.end();
      resolve();
    });
  });
  const pid = await new Promise<number>((resolve, reject) => {
    guard.once('error', reject);
    guard.stdout.once('data', (line) => resolve(Number.parseInt(String(line), 10)));
  });
  const keep = (chunk: unknown) => (said = (said + String(chunk)).slice(-4000));
  guard.stdout.on('data', keep);
  guard.stderr.on('data', keep);

  async function kill(): Promise<void> {
    guard.stdin.end();
    await ended;
  }

  try {
    await untilReady(brokers, () => exited);
  } catch (thrown) {
    await kill();
    throw new Error(`Kafka did not start:\n${said}`, { cause: thrown });
  }
  return {
    brokers,
    pid,
    kill,
    restart: () => startKafka({ dataDir }),
    async stop() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
