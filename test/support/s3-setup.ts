import type { TestProject } from 'vitest/node';
import { hasJavaAndMaven } from './java/class-path.ts';
import { startS3, type S3Server } from './s3/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent when there is no S3 server to test against. */
    s3?: Omit<S3Server, 'stop'>;
  }
}

/** Vitest's global setup of the project `s3`: starts a real server for the run, or says what it leaves out. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { CI: ci = '' } = process.env;
  const isPossible = await hasJavaAndMaven();
  if (!isPossible) {
    const reason = 'all tests of the project s3: not both of Java (17 or later) and Maven on the path';
    if (ci !== '' && ci !== 'false') throw new Error(`CI leaves out nothing, but cannot run ${reason}`);
    process.stderr.write(`LEFT OUT: ${reason}\n`);
  }
  const server = isPossible ? await startS3() : undefined;
  if (server !== undefined) {
    const { url, endpoint, credentials, directory } = server;
    project.provide('s3', { url, endpoint, credentials, directory });
  }
  return async () => server?.stop();
}
