import { invalidField } from '../../../infra/http/problem.ts';

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const maxMs = 90 * 86_400_000;

/**
 * Reads a span of time such as `7d`, `12h` or `30m`, at most 90 days; returns milliseconds.
 *
 * @throws {Problem} 400 for anything else.
 */
export function parseWindow(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const windowMs = Number(count) * (unitMs[unit] ?? Number.NaN);
  if (windowMs > 0 && windowMs <= maxMs) return windowMs;
  throw invalidField('window', 'must be a span like 7d, 12h or 30m, at most 90d');
}
