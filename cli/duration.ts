import { InvalidArgumentError } from 'commander';

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/**
 * Reads a duration such as `90s`, `30m`, `1h` or `7d` as seconds.
 *
 * @throws {InvalidArgumentError} which commander prints with the option's name.
 */
export function parseDurationSeconds(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const seconds = Number(match?.[1]) * (unitSeconds[match?.[2] ?? ''] ?? NaN);
  if (Number.isNaN(seconds) || seconds === 0) throw new InvalidArgumentError('Use e.g. 90s, 30m, 1h or 7d.');
  return seconds;
}
