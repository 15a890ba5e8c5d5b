import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../../node_modules/.cache/milepost');

/** Whether this machine has what it takes to run a server from Maven Central. */
export async function hasJavaAndMaven(): Promise<boolean> {
  const tools = [run('java', ['-version']), run('mvn', ['-v'])];
  return (await Promise.allSettled(tools)).every((outcome) => outcome.status === 'fulfilled');
}

/**
 * Resolves the dependencies of a `pom.xml` with Maven and returns their Java class path. The answer is kept beside
 * the installed packages, so that only the first run asks Maven (and only the very first one downloads).
 *
 * @throws when Maven is missing or cannot resolve the artifacts; its output is in the message.
 */
export async function resolveClassPath(pom: string): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex')
    .slice(0, 16);
  const kept = join(cache, `${version}.classpath`);
  const known = await readFile(kept, 'utf8').catch(() => '');
  if (known !== '' && known.split(delimiter).every((jar) => existsSync(jar))) return known;
  await mkdir(dirname(kept), { recursive: true });
  const unfinished = `${kept}.${process.pid}`;
  await run('mvn', ['-q', '-B', '-f', pom, 'dependency:build-classpath', `-Dmdep.outputFile=${unfinished}`]);
  await rename(unfinished, kept);
  return readFile(kept, 'utf8');
}
