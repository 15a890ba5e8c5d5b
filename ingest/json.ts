declare global {
  /** ES2026's access to a number's own text, which TypeScript's library does not have yet. */
  interface JSON {
    rawJSON(text: string): object;
    parse(
      text: string,
      reviver: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
  }
}

/** An object as `JSON.parse` makes it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for what stands for "nothing" in a field. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Returns the object under a key, else an empty one. */
export function objectIn(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isObject(found) ? found : {};
}

/**
 * Returns the text under a key: a number becomes its digits (as Segment does), anything else ''. A lone
 * surrogate, which UTF-8 cannot hold, becomes U+FFFD.
 */
export function textIn(value: JsonObject, key: string): string {
  const found = value[key];
  if (typeof found === 'string') return found.isWellFormed() ? found : found.toWellFormed();
  return typeof found === 'number' ? String(found) : '';
}

/**
 * Serialises a value that was read from `text`, with numbers longer than a double holds as they were written.
 *
 * @example rewriteJson('{"id":12345678901234567890,"ip":"1.2.3.4"}', ({ ip, ...rest }) => rest)
 */
export function rewriteJson(text: string, change: (value: JsonObject) => JsonObject): string {
  const value: unknown = /\d{16}|[eE.]/.test(text) ? JSON.parse(text, keepNumber) : JSON.parse(text);
  return JSON.stringify(isObject(value) ? change(value) : value);
}

function keepNumber(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined) return value;
  return String(value) === context.source ? value : JSON.rawJSON(context.source);
}

const maxDepth = 100;

/** True where objects and lists are nested over 100 levels deep: more than recursive readers bear. `text` is valid JSON. */
export function isTooDeep(text: string): boolean {
  if (text.length < 2 * maxDepth) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = endOfString(text, at);
    } else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (code === 125 || code === 93) {
      depth -= 1;
    }
  }
  return false;
}

/** Returns the position of the quote that closes the string opened at `at`, in valid JSON. */
export function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
