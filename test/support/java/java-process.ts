import { spawn } from 'node:child_process';

/** A Java process that ends with this one. */
export interface JavaProcess {
  pid: number;
  hasExited(): boolean;
  /** Its last words. */
  said(): string;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
}

/** The shell kills Java when its standard input ends, that is when this process ends, even by SIGKILL. */
const guardScript =
  'exec 3<&0; "$@" & java=$!; echo "$java"; (cat <&3 >/dev/null; kill -9 "$java") & wait "$java"';

/** Starts Java with these arguments. */
export async function startJava(args: readonly string[]): Promise<JavaProcess> {
  const guard = spawn('sh', ['-c', guardScript, 'guard', 'java', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
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
  return {
    pid,
    hasExited: () => exited,
    said: () => said,
    async kill() {
      guard.stdin.end();
      await ended;
    },
  };
}
