import { InvalidArgumentError } from 'commander';

/** Reads `--closed-version`: a version, or `live`. */
export function toVersion(text: string): number | 'live' {
  if (text === 'live') return text;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number from 1, or live');
}
