import { inject } from 'vitest';

/** Returns the URL of the run's local engine, `http://user:password@127.0.0.1:port/milepost`. */
export function engineUrl(): string {
  return inject('engineUrl');
}
