/** What every layer throws when the world is broken. Faults of data are values, not errors. */
export interface MilepostErrorOptions {
  /** True when the same call may succeed later without anything being changed. */
  retryable?: boolean;
  cause?: unknown;
}

/**
 * An error with a stable `code`; callers switch on the code, never on the text.
 *
 * @example throw new MilepostError('bus_unavailable', 'Kafka did not answer in 10 s', { retryable: true });
 */
export class MilepostError extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: MilepostErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'MilepostError';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** Returns the text of whatever was thrown; never throws. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map((each) => messageOf(each)).join('; ');
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Returns the `code` of a thrown error (ours, Node's or a driver's), or undefined; never throws. */
export function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' || typeof thrown.code === 'number' ? String(thrown.code) : undefined;
}
