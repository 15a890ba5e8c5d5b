import { toAlpha2 } from './countries.ts';
import type { ChangeReason, Fault } from './fault.ts';
import { isStorable, isZone, parseInstant, parseLocal } from './instant.ts';
import { isAbsent, isObject, textIn, type JsonObject } from './json.ts';

const maxTextLength = 255;
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const decimal = /^-?\d{1,14}(\.\d{1,4})?$/;

/**
 * Reads the fields of one object of a change. Each method returns the field's value, or what stands for
 * "absent" (`''`, null); a field that is wrong adds a fault that names it and the fix.
 */
export interface FieldReader {
  /** A string (a number becomes its digits); '' where absent. */
  text(name: string, options?: { isRequired?: boolean; maxLength?: number }): string;
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  /** A whole number from 0 to `max`; null where absent. */
  count(name: string, max: number, options?: { isRequired?: boolean }): number | null;
  /** A decimal string; null where absent. */
  amount(name: string): string | null;
  /** Epoch milliseconds of an instant; 0 with a fault. */
  instant(name: string): number;
  /** Wall-clock epoch milliseconds; null where absent. */
  local(name: string, options?: { isRequired?: boolean }): number | null;
  timezone(name: string): string;
  currency(name: string): string;
  /** Alpha-2; '' where absent. */
  country(name: string): string;
  /** An airport's IATA code; '' where absent. */
  airport(name: string): string;
  /** An airline's code; '' where absent. */
  carrier(name: string): string;
  /** False where absent. */
  flag(name: string): boolean;
  /** A reader of an object inside; of an empty one where absent. */
  object(name: string, options?: { isRequired?: boolean }): FieldReader;
  /** Readers of the objects of a list; none where absent. */
  list(name: string): FieldReader[];
}

/** Creates a reader of `value`; `path` is its place in the change, '' for the change itself. */
export function createFieldReader(
  value: JsonObject,
  path: string,
  faults: Fault<ChangeReason>[],
): FieldReader {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const add = (code: ChangeReason, name: string, text: string): void => {
    faults.push({ code, message: `${at(name)}: ${text}` });
  };
  const isMissing = (name: string, isRequired: boolean | undefined): boolean => {
    if (!isAbsent(value[name])) return false;
    if (isRequired === true) add('missing_field', name, 'is required');
    return true;
  };
  const reader: FieldReader = {
    text(name, options = {}) {
      if (isMissing(name, options.isRequired)) return '';
      const found = value[name];
      const maxLength = options.maxLength ?? maxTextLength;
      if (typeof found !== 'string' && typeof found !== 'number') {
        add('invalid_field', name, `${show(found)} is not a string`);
      } else if (String(found).length > maxLength) {
        add('invalid_field', name, `is longer than ${maxLength} characters`);
      }
      return textIn(value, name);
    },
    oneOf(name, allowed) {
      if (isMissing(name, true)) return undefined;
      const found = allowed.find((each) => each === value[name]);
      if (found === undefined)
        add('unknown_value', name, `${show(value[name])} is none of ${allowed.join(', ')}`);
      return found;
    },
    count(name, max, options = {}) {
      if (isMissing(name, options.isRequired)) return null;
      const found = value[name];
      if (typeof found === 'number' && Number.isInteger(found) && found >= 0 && found <= max) return found;
      add('invalid_field', name, `${show(found)} is not a whole number from 0 to ${max}`);
      return null;
    },
    amount(name) {
      if (isMissing(name, false)) return null;
      const found = value[name];
      if (typeof found === 'string' && decimal.test(found)) return found;
      const fix =
        typeof found === 'number'
          ? 'is a number; send a decimal string such as "294.60"'
          : 'is not a decimal string such as "294.60" (at most 14 digits before the point and 4 behind it)';
      add('invalid_field', name, `${show(found)} ${fix}`);
      return null;
    },
    instant(name) {
      if (isMissing(name, true)) return 0;
      const found = value[name];
      const epochMs = typeof found === 'string' ? parseInstant(found) : undefined;
      if (epochMs !== undefined && isStorable(epochMs)) return epochMs;
      const example = 'an instant with its zone, from 1970 to 2105, such as 2016-05-01T12:00:00.000Z';
      add('invalid_field', name, `${show(found)} is not ${example}`);
      return 0;
    },
    local(name, options = {}) {
      if (isMissing(name, options.isRequired)) return null;
      const found = value[name];
      const epochMs = typeof found === 'string' ? parseLocal(found) : undefined;
      // A day's margin, so that the instant in any zone fits too.
      if (epochMs !== undefined && isStorable(epochMs - 86_400_000) && isStorable(epochMs + 86_400_000))
        return epochMs;
      const example = 'a local time without a zone, from 1970 to 2105, such as 2016-05-03T15:00:00';
      add('invalid_field', name, `${show(found)} is not ${example}`);
      return null;
    },
    timezone(name) {
      if (isMissing(name, true)) return '';
      const found = value[name];
      if (typeof found === 'string' && isZone(found)) return found;
      add('unknown_timezone', name, `${show(found)} is not an IANA time zone such as Europe/Lisbon`);
      return '';
    },
    currency(name) {
      if (isMissing(name, false)) return '';
      const found = value[name];
      if (typeof found === 'string' && currencies.has(found)) return found;
      add('unknown_currency', name, `${show(found)} is not an ISO 4217 currency such as EUR`);
      return '';
    },
    country(name) {
      if (isMissing(name, false)) return '';
      const found = value[name];
      const alpha2 = typeof found === 'string' ? toAlpha2(found) : undefined;
      if (alpha2 !== undefined) return alpha2;
      add('unknown_country', name, `${show(found)} is not an ISO 3166 country such as PT or PRT`);
      return '';
    },
    airport(name) {
      if (isMissing(name, false)) return '';
      const found = value[name];
      if (typeof found === 'string' && /^[A-Z]{3}$/.test(found)) return found;
      add('invalid_field', name, `${show(found)} is not an IATA airport code such as LIS`);
      return '';
    },
    carrier(name) {
      if (isMissing(name, false)) return '';
      const found = value[name];
      if (typeof found === 'string' && /^([A-Z0-9]{2}|[A-Z]{3})$/.test(found)) return found;
      add('invalid_field', name, `${show(found)} is not an airline's IATA or ICAO code such as TP or TAP`);
      return '';
    },
    flag(name) {
      if (isMissing(name, false)) return false;
      const found = value[name];
      if (typeof found !== 'boolean') add('invalid_field', name, `${show(found)} is neither true nor false`);
      return found === true;
    },
    object(name, options = {}) {
      const inside = value[name];
      if (isMissing(name, options.isRequired)) return createFieldReader({}, at(name), faults);
      if (!isObject(inside)) add('invalid_field', name, `${show(inside)} is not an object`);
      return createFieldReader(isObject(inside) ? inside : {}, at(name), faults);
    },
    list(name) {
      if (isMissing(name, false)) return [];
      const inside = value[name];
      if (!Array.isArray(inside)) {
        add('invalid_field', name, `${show(inside)} is not a list`);
        return [];
      }
      return inside.map((each: unknown, index) => {
        if (!isObject(each)) add('invalid_field', `${name}[${index}]`, `${show(each)} is not an object`);
        return createFieldReader(isObject(each) ? each : {}, at(`${name}[${index}]`), faults);
      });
    },
  };
  return reader;
}

function show(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
