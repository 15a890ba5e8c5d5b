import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { resolveClassPath } from '../java/class-path.ts';
import { startJava } from '../java/java-process.ts';
import { freePort } from '../kafka/running.ts';

const startSeconds = 60;

/** An S3 server with one bucket, whose objects are files. */
export interface S3Server {
  /** `s3://bucket?region=&endpoint=` */
  url: string;
  endpoint: string;
  credentials: { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string };
  /** Where the bucket's objects lie as files. */
  directory: string;
  stop(): Promise<void>;
}

/**
 * Starts S3Proxy, which checks signatures and conditional writes as Amazon does, with the Java on the path.
 *
 * @throws when it does not answer in a minute; its last lines are in the message.
 */
export async function startS3(): Promise<S3Server> {
  const base = await mkdtemp(join(tmpdir(), 'milepost-s3-'));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const credentials = { AWS_ACCESS_KEY_ID: 'tester', AWS_SECRET_ACCESS_KEY: 'not-a-secret' };
  await mkdir(join(base, 'data', 'milepost'), { recursive: true });
  const settings = {
    's3proxy.authorization': 'aws-v4',
    's3proxy.identity': credentials.AWS_ACCESS_KEY_ID,
    's3proxy.credential': credentials.AWS_SECRET_ACCESS_KEY,
    's3proxy.endpoint': endpoint,
    'jclouds.provider': 'filesystem-nio2',
    'jclouds.identity': 'none',
    'jclouds.credential': 'none',
    'jclouds.filesystem.basedir': join(base, 'data'),
  };
  const file = join(base, 's3proxy.conf');
  await writeFile(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const classPath = await resolveClassPath(join(import.meta.dirname, 'pom.xml'));
  const java = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-DLOG_LEVEL=warn'];
  const server = await startJava([...java, '-cp', classPath, 'org.gaul.s3proxy.Main', '--properties', file]);
  const deadline = performance.now() + startSeconds * 1000;
  while ((await fetch(endpoint).catch(() => undefined)) === undefined) {
    if (server.hasExited() || performance.now() > deadline) {
      await server.kill();
      throw new Error(`The S3 server did not start:\n${server.said()}`);
    }
    await wait(100);
  }
  return {
    url: `s3://milepost?region=eu-west-1&endpoint=${encodeURIComponent(endpoint)}`,
    endpoint,
    credentials,
    directory: join(base, 'data', 'milepost'),
    async stop() {
      await server.kill();
      await rm(base, { recursive: true, force: true });
    },
  };
}
