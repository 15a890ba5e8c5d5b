import type { ValueFormat } from '../charts/chart.ts';
import { createValueWriter, type ValueWriter } from '../charts/write-value.ts';
import type { Fonts } from '../pdf/fonts.ts';
import type { Formatters } from '../pdf/intl.ts';
import { shorten } from '../pdf/shorten.ts';
import { text } from './text.ts';

/** Numbers, dates and places of a year as a reader of a locale writes them; a dash for what is missing. */
export interface YearFormats {
  /** BCP 47, without a numbering system. */
  locale: string;
  /** Writes a chart's values. */
  writer(format: ValueFormat): ValueWriter;
  /** To a whole percent. */
  share(value: number): string;
  count(value: number): string;
  /** To a whole kilometre, with its unit. */
  km(value: number): string;
  hours(value: number): string;
  kg(value: number): string;
  /** To a tenth, e.g. how often around the earth. */
  tenths(value: number): string;
  /** A decimal's text in a currency; the text alone where there is none. */
  money(amount: string, currency: string | null): string;
  /** `3–9 May`: within the year; the year beside it where it is another one. */
  dates(first: string, last: string): string;
  day(isoDate: string): string;
  month(period: string): string;
  /** `Jan`, for an axis. */
  monthName(month: number): string;
  instant(iso: string): string;
  country(code: string): string;
  /** Names a city, which comes as "city, country"; by its country where the fonts do not have its script. */
  place(city: string): string;
  list(parts: readonly string[]): string;
}

const missing = '–';

/** Creates the formats of a year; digits are always 0 to 9, which the fonts have. */
export function createYearFormats(
  locale: string,
  year: number,
  { intl, fonts }: { intl: Formatters; fonts: Fonts },
): YearFormats {
  const tag = `${locale}-u-nu-latn`;
  const number = (options: Intl.NumberFormatOptions) => {
    const format = intl.number(tag, options);
    return (value: number) => format.format(value).replace('-', '−');
  };
  const unit = (name: string, digits: number) =>
    number({ style: 'unit', unit: name, maximumFractionDigits: digits });
  const date = (options: Intl.DateTimeFormatOptions) => intl.date(tag, { timeZone: 'UTC', ...options });
  const [dayMonth, fullDay] = [
    date({ day: 'numeric', month: 'short' }),
    date({ day: 'numeric', month: 'short', year: 'numeric' }),
  ];
  const month = date({ month: 'long' });
  const monthName = date({ month: 'short' });
  const instant = date({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const countries = intl.countries(tag);
  const list = intl.list(tag);
  const country = (code: string) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code);
  const isOwn = (isoDate: string) => isoDate.startsWith(`${year}-`);
  return {
    locale,
    writer: (format) => createValueWriter(locale, format, intl),
    share: (value) => intl.number(tag, { style: 'percent' }).format(value),
    count: number({ maximumFractionDigits: 0 }),
    km: unit('kilometer', 0),
    hours: unit('hour', 1),
    kg: unit('kilogram', 0),
    tenths: number({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    money: (amount, currency) => {
      if (currency === null || !/^[A-Z]{3}$/.test(currency) || !isDecimal(amount)) return amount;
      const digits = amount.split('.')[1]?.length ?? 0;
      const format = intl.number(tag, {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      // A decimal's text keeps digits that a float would lose.
      return format.format(amount).replace('-', '−');
    },
    dates: (first, last) => {
      const [from, to] = [Date.parse(first), Date.parse(last)];
      if (Number.isNaN(from) || Number.isNaN(to)) return missing;
      return (isOwn(first) && isOwn(last) ? dayMonth : fullDay).formatRange(from, to);
    },
    day: (isoDate) => fullDay.format(Date.parse(isoDate)),
    month: (period) => (period === '' ? missing : month.format(Date.parse(`${period}-01`))),
    monthName: (index) => monthName.format(Date.UTC(year, index)),
    instant: (iso) => instant.format(Date.parse(iso)),
    country,
    place: (city) => {
      const [, name = city, code = ''] = /^(.*), ([A-Z]{2})$/s.exec(city) ?? [];
      if (fonts.covers(name)) return shorten(name, 60);
      return code === '' ? text.untoldPlace : text.placeIn(country(code));
    },
    list: (parts) => list.format(parts),
  };
}

function isDecimal(amount: string): amount is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(amount);
}
