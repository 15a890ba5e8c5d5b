import { formats } from '../format/reader.ts';
import { text } from '../text/en.ts';

const titles: Readonly<Record<string, string>> = text.breakdown.dimensions;

/** What a dimension is called. */
export function dimensionTitle(by: string): string {
  return titles[by] ?? by;
}

/** What a value of a dimension is called: countries by name, what is not known as such. */
export function keyTitle(by: string, key: string): string {
  if (key === '') return text.none;
  if (by === 'country') return formats.country(key);
  if (by === 'device') return key.slice(0, 1).toUpperCase() + key.slice(1);
  return key;
}
