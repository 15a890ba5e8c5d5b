import { MilepostError, messageOf } from '../errors.ts';

/** Translates what kafkajs threw into the port's `bus_unavailable`; Milepost's own errors pass. */
export function toBusError(thrown: unknown): MilepostError {
  if (thrown instanceof MilepostError) return thrown;
  return new MilepostError('bus_unavailable', `Kafka: ${messageOf(thrown)}`, {
    retryable: true,
    cause: thrown,
  });
}

/**
 * Resolves as `work` does, but at the latest after `timeoutMs`: kafkajs bounds each request, not the sum of
 * its retries.
 *
 * @throws {MilepostError} `bus_unavailable` (retryable) when it is late or fails.
 */
export async function withinTime<Value>(timeoutMs: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noAnswer(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (thrown) {
    throw toBusError(thrown);
  } finally {
    clearTimeout(timer);
  }
}

/** The error of a call that took too long. */
export function noAnswer(timeoutMs: number): MilepostError {
  return new MilepostError('bus_unavailable', `Kafka did not answer within ${timeoutMs} ms`, {
    retryable: true,
  });
}
