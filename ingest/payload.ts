import { sliceArray } from './slice-array.ts';
import { isObject } from './json.ts';

/** Largest event or change, in bytes of its JSON. */
export const maxItemBytes = 32 * 1024;

/** An event or change as it came: its JSON text, and the value of it. */
export interface RawItem {
  text: string;
  value: unknown;
}

/** Makes an item of a value that has no text yet, e.g. one that an import built. */
export function toRawItem(value: unknown): RawItem {
  return { text: JSON.stringify(value) ?? 'null', value };
}

/**
 * Returns the elements of the list under a top-level key, each with its own text; undefined where there is no list.
 *
 * @param text the whole body, valid JSON
 * @param body the same, parsed
 */
export function listItems(text: string, body: unknown, key: string): RawItem[] | undefined {
  const list = isObject(body) ? body[key] : undefined;
  if (!Array.isArray(list)) return undefined;
  const values: unknown[] = list;
  const texts = sliceArray(text, key);
  if (texts === undefined || texts.length !== values.length) return values.map((value) => toRawItem(value));
  return values.map((value, index) => ({ value, text: texts[index] ?? '' }));
}

/** True when a text takes more than {@link maxItemBytes} as UTF-8. */
export function isTooLarge(text: string): boolean {
  // A UTF-16 unit takes at most 3 bytes.
  return text.length * 3 > maxItemBytes && Buffer.byteLength(text) > maxItemBytes;
}

/** Returns a text on one line; in valid JSON a line break is never part of a value. */
export function onOneLine(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replaceAll(/[\r\n]+/g, ' ') : text;
}

/** Returns a text cut to {@link maxItemBytes}. */
export function cutPayload(text: string): string {
  return isTooLarge(text) ? Buffer.from(text).subarray(0, maxItemBytes).toString() : text;
}
