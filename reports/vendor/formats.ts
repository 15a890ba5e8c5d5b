import type { ValueFormat } from '../charts/chart.ts';
import { createValueWriter, type ValueWriter } from '../charts/write-value.ts';
import type { Formatters } from '../pdf/intl.ts';
import { canonicalLocale } from '../pdf/locale.ts';
import type { FigureValue, Unit } from './figures.ts';

/** Numbers and dates as a reader of a locale writes them; a dash for what is missing. */
export interface Formats {
  /** BCP 47, without a numbering system. */
  locale: string;
  /** Writes a chart's values. */
  writer(format: ValueFormat): ValueWriter;
  figure(value: FigureValue, unit: Unit): string;
  count(value: number): string;
  share(part: number, whole: number): string;
  percentChange(value: number | null): string;
  month(period: string): string;
  shortMonth(period: string): string;
  /** As short as an axis needs it, e.g. `May 16`. */
  axisMonth(period: string): string;
  day(isoDate: string): string;
  instant(iso: string): string;
  country(code: string): string;
}

const missing = '–';

/**
 * Creates the formats of a locale; digits are always 0 to 9, which the fonts have.
 *
 * @throws {MilepostError} `locale_invalid` where it is no BCP 47 tag.
 */
export function createFormats(
  locale: string,
  { currency, timezone }: { currency: string; timezone: string },
  intl: Formatters,
): Formats {
  const base = canonicalLocale(locale);
  const tag = `${base}-u-nu-latn`;
  const number = (options: Intl.NumberFormatOptions) => {
    const format = intl.number(tag, options);
    return (value: number | string) => minus(isNumeric(value) ? format.format(value) : value);
  };
  const fixed = (digits: number) => number({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [count, tenths, hundredths] = [fixed(0), fixed(1), fixed(2)];
  const rate = number({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const change = number({
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const date = (options: Intl.DateTimeFormatOptions) => intl.date(tag, { timeZone: 'UTC', ...options });
  const month = date({ year: 'numeric', month: 'long' });
  const shortMonth = date({ year: 'numeric', month: 'short' });
  const day = date({ dateStyle: 'long' });
  const instant = date({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone: timezone,
  });
  const countries = intl.countries(tag);

  const moneyFormats = new Map<number, (text: string) => string>();
  const money = (text: string) => {
    const digits = (text.split('.')[1] ?? '').length;
    const format = moneyFormats.get(digits) ?? createMoney(digits);
    moneyFormats.set(digits, format);
    return format(text);
  };
  const createMoney = (digits: number) => {
    if (!/^[A-Z]{3}$/.test(currency)) return (text: string) => `${fixed(digits)(text)} ${currency}`;
    const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return number({ style: 'currency', currency, ...places });
  };

  const axisMonth = date({ year: '2-digit', month: 'short' });

  return {
    locale: base,
    writer: (format) => createValueWriter(base, format, intl),
    figure: (value, unit) => {
      if (value === null) return missing;
      if (typeof value === 'string') return money(value);
      switch (unit) {
        case 'rate':
          return rate(value);
        case 'reservations':
        case 'changes':
        case 'nights':
        case 'segments':
        case 'passengers':
        case 'rentals':
        case 'rental days':
          return count(value);
        case 'days':
        case 'hours':
          return tenths(value);
        case 'nights per stay':
        case 'per 100 reservations':
          return hundredths(value);
        case 'money':
        default:
          return money(String(value));
      }
    },
    count,
    share: (part, whole) => (whole === 0 ? missing : rate(part / whole)),
    percentChange: (value) => (value === null ? missing : change(value / 100)),
    month: (period) => month.format(Date.parse(`${period}-01`)),
    shortMonth: (period) => shortMonth.format(Date.parse(`${period}-01`)),
    axisMonth: (period) => axisMonth.format(Date.parse(`${period}-01`)),
    day: (isoDate) => day.format(Date.parse(isoDate)),
    instant: (iso) => instant.format(Date.parse(iso)),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
  };
}

/** A true minus, as wide as a plus. */
function minus(text: string): string {
  return text.replace('-', '−');
}

/** Formatting a decimal's text keeps digits that a float would lose. */
function isNumeric(value: number | string): value is number | `${number}` {
  return typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value);
}
