import { isObject, rewriteJson, type JsonObject } from './json.ts';

/** Fields that hold a visitor's address: of the event itself and of its context. */
const addresses = [
  'ip',
  'request_ip',
  'requestIP',
  'x-forwarded-for',
  'X-Forwarded-For',
  'x-real-ip',
  'forwarded',
];

/**
 * Returns an event's JSON without the visitor's IP address: `ip`, `context.ip` and forwarding headers beside
 * them. A text without them comes back as it is, number for number.
 *
 * @param text the event as sent
 * @param event the same, parsed
 */
export function stripAddresses(text: string, event: JsonObject): string {
  const context = event['context'];
  const isClean = !hasAddress(event) && !(isObject(context) && hasAddress(context));
  return isClean ? text : rewriteJson(text, withoutAddresses);
}

function withoutAddresses(event: JsonObject): JsonObject {
  const context = event['context'];
  return { ...without(event), ...(isObject(context) ? { context: without(context) } : {}) };
}

function hasAddress(value: JsonObject): boolean {
  return addresses.some((name) => Object.hasOwn(value, name));
}

function without(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !addresses.includes(name)));
}
