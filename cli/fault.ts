import { MilepostError, codeOf, messageOf } from '../infra/errors.ts';

/** Returns what a person reads of an error: one clear sentence, with the stack only when asked for. */
export function describeFault(thrown: unknown, withStack: boolean): string {
  if (withStack && thrown instanceof Error) return describeStack(thrown);
  if (thrown instanceof MilepostError) return thrown.message;
  const code = codeOf(thrown);
  const text = messageOf(thrown);
  return code === undefined || text.includes(code) ? text : `${text} (${code})`;
}

function describeStack(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${describeStack(error.cause)}` : own;
}

/** Returns an error of the HTTP server's start with its way out. */
export function describeListenFault(thrown: unknown, host: string, port: number): MilepostError {
  const code = codeOf(thrown);
  const options = { cause: thrown };
  switch (code) {
    case 'EADDRINUSE':
      return new MilepostError(
        'port_taken',
        `Port ${port} of ${host} is taken by another process; set PORT to a free port (0 takes any)`,
        options,
      );
    case 'EACCES':
      return new MilepostError(
        'port_forbidden',
        `This user may not listen on port ${port}; set PORT to one from 1024 on`,
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new MilepostError(
        'host_unknown',
        `${host} is no address of this machine; set HOST to one of its own, e.g. 127.0.0.1 or 0.0.0.0`,
        options,
      );
    case undefined:
    default:
      return new MilepostError(
        'listen_failed',
        `The HTTP server cannot start: ${messageOf(thrown)}`,
        options,
      );
  }
}

/** Returns an error of the first contact with Kafka with its way out. */
export function describeKafkaFault(thrown: unknown, brokers: readonly string[]): MilepostError {
  return new MilepostError(
    'bus_unavailable',
    `Kafka at ${brokers.join(', ')} does not answer (${messageOf(thrown)}); check KAFKA_BROKERS and that a broker runs, ` +
      'or unset it and run `milepost start` to do without',
    { cause: thrown, retryable: true },
  );
}
