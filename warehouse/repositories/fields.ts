import { MilepostError } from '../../infra/errors.ts';

/** What is wrong with one field, with its way out. */
export interface FieldFault {
  field: string;
  message: string;
}

/** Returns what is wrong with a value, or undefined; never throws. */
export type FieldCheck = (value: string) => string | undefined;

/** The instant since which the first attributes of anything hold: bookings may be older than their affiliate's entry. */
export const beginning = '1970-01-01T00:00:00.000Z';

/** An error of input, `faults` names every field; the message says the same in a line each. */
export class FieldsError extends MilepostError {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[]) {
    super('fields_invalid', faults.map(({ field, message }) => `${field}: ${message}`).join('\n'));
    this.faults = faults;
  }
}

/**
 * Checks fields that are given; undefined ones pass.
 *
 * @throws {FieldsError} `fields_invalid` naming every field that is wrong.
 * @example requireFields({ currency: ['euro', isCurrency] }); // currency: "euro" is no ISO 4217 code; ...
 */
export function requireFields(
  fields: Readonly<Record<string, readonly [value: string | undefined, check: FieldCheck]>>,
): void {
  const faults = Object.entries(fields).flatMap(([field, [value, check]]) => {
    const message = value === undefined ? undefined : check(value);
    return message === undefined ? [] : [{ field, message }];
  });
  if (faults.length > 0) throw new FieldsError(faults);
}

/** A tenant's, vendor's or traveler's id: no colon or space, since it becomes part of message keys. */
export const isId: FieldCheck = (value) =>
  /^[A-Za-z0-9][\w.@-]{0,127}$/.test(value)
    ? undefined
    : `"${value}" is no id; use up to 128 letters, digits, ".", "_", "@" and "-", the first a letter or digit`;

export const isText: FieldCheck = (value) =>
  value.trim() !== '' && value.length <= 200 ? undefined : 'must have 1 to 200 characters';

export const isOptionalText: FieldCheck = (value) => (value === '' ? undefined : isText(value));

export const isCurrency: FieldCheck = (value) =>
  Intl.supportedValuesOf('currency').includes(value)
    ? undefined
    : `"${value}" is no ISO 4217 code; use three capitals, e.g. EUR`;

export const isCountry: FieldCheck = (value) =>
  /^[A-Z]{2}$/.test(value) && value !== 'ZZ' && regionName(value) !== undefined
    ? undefined
    : `"${value}" is no ISO 3166 alpha-2 code; use two capitals, e.g. PT`;

export const isTimezone: FieldCheck = (value) =>
  isNamedZone(value) ? undefined : `"${value}" is no IANA time zone; use one like Europe/Lisbon or UTC`;

/** A share of 1 as decimal digits: `0.1` is 10 %. */
export const isShare: FieldCheck = (value) =>
  /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(value)
    ? undefined
    : `"${value}" is no rate; use a decimal from 0 to 1 with up to 6 places, e.g. 0.1 for 10 %`;

export const isInstant: FieldCheck = (value) =>
  parseInstant(value) === undefined
    ? `"${value}" is no date or instant from 1970 on; use 2026-03-01 or 2026-03-01T12:00:00Z`
    : undefined;

export const isDate: FieldCheck = (value) =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && parseInstant(value) !== undefined
    ? undefined
    : `"${value}" is no date; use YYYY-MM-DD`;

/** Returns the check that a value is one of a closed set. */
export function isOneOf(allowed: readonly string[]): FieldCheck {
  return (value) =>
    allowed.includes(value) ? undefined : `"${value}" is unknown; use one of ${allowed.join(', ')}`;
}

/**
 * Returns a date (its midnight in UTC) or instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`, undefined where the text is neither.
 *
 * @example parseInstant('2026-03-01'); // '2026-03-01T00:00:00.000Z'
 */
export function parseInstant(text: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text);
  const epochMs = match === null ? NaN : Date.parse(text);
  // Date.parse takes 30 February for 2 March.
  const day = match?.[1] ?? '';
  if (Number.isNaN(epochMs) || epochMs < 0 || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    return undefined;
  return new Date(epochMs).toISOString();
}

function isNamedZone(value: string): boolean {
  if (!/^[A-Za-z]/.test(value)) return false;
  try {
    // Names are case-sensitive in the warehouse, not here: only the exact spelling may pass.
    const canonical = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
    return canonical.toLowerCase() !== value.toLowerCase() || canonical === value;
  } catch {
    return false;
  }
}

function regionName(code: string): string | undefined {
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code);
}
