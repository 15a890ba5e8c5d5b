import { STATUS_CODES } from 'node:http';
import { MilepostError } from '../errors.ts';

/** A fault of one field of a request: a query parameter, a path segment, a place in the body. */
export interface FieldFault {
  field: string;
  message: string;
}

export interface ProblemOptions {
  errors?: readonly FieldFault[];
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/**
 * An answer that is not a success, as RFC 9457 writes it. Its `detail` is shown to whoever asked.
 *
 * @example throw new Problem(400, 'range_invalid', 'from must be before to', { errors: [{ field: 'from', message: '...' }] });
 */
export class Problem extends MilepostError {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldFault[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, detail: string, options: ProblemOptions = {}) {
    super(code, detail, { retryable: status >= 500 || status === 429, cause: options.cause });
    this.name = 'Problem';
    this.status = status;
    this.title = STATUS_CODES[status] ?? 'Error';
    this.detail = detail;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The body of a problem answer. */
export interface ProblemBody {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  /** Stable; what a program switches on. */
  code: string;
  requestId: string;
  /** When it happened, as an instant. */
  at: string;
  errors?: readonly FieldFault[];
}

/** What does not exist and what may not be seen: the same answer. */
export function notFound(): Problem {
  return new Problem(404, 'not_found', 'There is nothing here, or you may not see it.');
}

/** A fault of one field, as a 400. */
export function invalidField(field: string, message: string): Problem {
  return new Problem(400, 'invalid_request', `${field}: ${message}`, { errors: [{ field, message }] });
}
