import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Header and body fields that may hold a credential; they never reach a log line. */
const secrets = ['authorization', 'password', 'token', 'writeKey', 'secret', 'cookie'];

/**
 * Creates the process's logger: JSON lines on stderr (stdout belongs to a command's answer),
 * human-readable when stderr is a terminal.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      base: null,
    },
    process.stderr.isTTY
      ? pino.transport({ target: 'pino-pretty', options: { destination: 2, translateTime: 'SYS:HH:MM:ss' } })
      : pino.destination({ dest: 2, sync: true }),
  );
}

/** A logger that says nothing, for tests and for commands whose answer is all they print. */
export function createSilentLog(): Log {
  return pino({ level: 'silent' });
}
