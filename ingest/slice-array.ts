import { endOfString } from './json.ts';

const quote = 34;
const comma = 44;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/**
 * Returns the texts of the elements of the array under a top-level key, exactly as they are written, so that
 * they can be forwarded without being serialised again. `text` must be valid JSON, an object. Returns undefined
 * when the key is not there literally, holds no array, or may be there twice.
 *
 * @example sliceArray('{"batch":[{"a":1.0}, {"b":2}]}', 'batch') // ['{"a":1.0}', '{"b":2}']
 */
export function sliceArray(text: string, key: string): string[] | undefined {
  let slices: string[] | undefined;
  let depth = 0;
  let isInArray = false;
  let startsAt = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      if (depth === 1 && !isInArray && isEscapedKey(text, at, end)) return undefined;
      if (depth === 1 && !isInArray && text.slice(at + 1, end) === key) {
        const opening = openingAfterKey(text, end + 1);
        if (opening !== undefined) {
          if (slices !== undefined) return undefined;
          slices = [];
          isInArray = true;
          depth = 2;
          at = opening;
          startsAt = opening + 1;
          continue;
        }
      }
      at = end;
    } else if (code === openBrace || code === openBracket) {
      depth += 1;
    } else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (isInArray && depth === 1) {
        const last = text.slice(startsAt, at).trim();
        if (last !== '') slices?.push(last);
        isInArray = false;
      }
    } else if (code === comma && isInArray && depth === 2) {
      slices?.push(text.slice(startsAt, at).trim());
      startsAt = at + 1;
    }
  }
  return slices;
}

/** A key with an escape may be ours in disguise, and then the last one counts. */
function isEscapedKey(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes('\\') && /^\s*:/.test(text.slice(end + 1, end + 64));
}

/** The position of the bracket in `: [`, when that is what comes next. */
function openingAfterKey(text: string, at: number): number | undefined {
  const found = /^\s*:\s*\[/.exec(text.slice(at, at + 64));
  return found === null ? undefined : at + found[0].length - 1;
}
