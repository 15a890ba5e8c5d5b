import type { ValueFormat } from '../../../reports/charts/chart.ts';

/** Writes numbers, instants and names of places for one reader. */
export interface Formats {
  value(value: number | null, format: ValueFormat): string;
  /** For an axis: `1.2k`, `€3k`. */
  short(value: number, format: ValueFormat): string;
  /** `3 May 2026`, of an ISO date. */
  date(isoDate: string): string;
  /** `3 May – 9 Jun 2026`; `to` is the last day. */
  days(from: string, to: string): string;
  /** `May 2026`, of `2026-05`. */
  month(period: string): string;
  /** `3 May 2026, 14:05` of an instant in a zone. */
  moment(instant: string, timezone: string): string;
  /** `14:05:09` of an instant in a zone. */
  time(instant: string, timezone: string): string;
  /** `Monday` of the instant of a day in UTC. */
  weekday(epochMs: number): string;
  /** `Germany` of `DE`. */
  country(code: string): string;
  /** The start of a point of a series, short and in full. */
  point(instant: string, granularity: Granularity, timezone: string): { label: string; name: string };
}

export type Granularity = 'hour' | 'day' | 'week' | 'month';

/** What stands where there is no value. */
export const nothing = '–';

/**
 * Creates the formats of a locale.
 *
 * @example createFormats('en-GB').value(0.1234, { style: 'percent', digits: 1 }) // '12.3%'
 */
export function createFormats(locale: string): Formats {
  const numbers = new Map<string, Intl.NumberFormat>();
  const number = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const found = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
    numbers.set(key, found);
    return found;
  };
  const instants = (timezone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: timezone, ...options });
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => instants('UTC', options);
  const day = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const places = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });

  return {
    value: (value, format) => {
      if (value === null) return nothing;
      if (format.style === 'duration') return formatDuration(value, number({ maximumFractionDigits: 0 }));
      return number(numberOptions(format)).format(value);
    },
    short: (value, format) => {
      if (format.style === 'duration') return formatDuration(value, number({ maximumFractionDigits: 0 }));
      if (format.style === 'percent')
        return number({ style: 'percent', maximumFractionDigits: 1 }).format(value);
      const { minimumFractionDigits: _least, ...options } = numberOptions(format);
      return number({ ...options, notation: 'compact', maximumFractionDigits: 1 }).format(value);
    },
    date: (isoDate) => day.format(Date.parse(isoDate)),
    days: (from, to) => day.formatRange(Date.parse(from), Date.parse(to)),
    month: (period) => dates({ month: 'long', year: 'numeric' }).format(Date.parse(`${period}-01`)),
    moment: (instant, timezone) =>
      instants(timezone, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(instant)),
    time: (instant, timezone) => instants(timezone, { timeStyle: 'medium' }).format(Date.parse(instant)),
    weekday: (epochMs) => dates({ weekday: 'long' }).format(epochMs),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (places.of(code) ?? code) : code),
    point: (instant, granularity, timezone) => {
      const { label, name } = pointOptions[granularity];
      const at = Date.parse(instant);
      return {
        label: instants(timezone, label).format(at),
        name: instants(timezone, name).format(at),
      };
    },
  };
}

const fullDay = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
const pointOptions = {
  hour: {
    label: { hour: '2-digit', minute: '2-digit' },
    name: { ...fullDay, hour: '2-digit', minute: '2-digit' },
  },
  day: { label: { day: 'numeric', month: 'short' }, name: fullDay },
  week: { label: { day: 'numeric', month: 'short' }, name: fullDay },
  month: { label: { month: 'short', year: '2-digit' }, name: { month: 'long', year: 'numeric' } },
} as const satisfies Record<Granularity, Record<'label' | 'name', Intl.DateTimeFormatOptions>>;

function numberOptions(format: Exclude<ValueFormat, { style: 'duration' }>): Intl.NumberFormatOptions {
  switch (format.style) {
    case 'count':
      return { maximumFractionDigits: 0 };
    case 'decimal':
      return { minimumFractionDigits: format.digits, maximumFractionDigits: format.digits };
    case 'percent':
      return { style: 'percent', minimumFractionDigits: format.digits, maximumFractionDigits: format.digits };
    case 'money':
      return {
        style: 'currency',
        currency: format.currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: format.digits,
        maximumFractionDigits: format.digits,
      };
  }
}

/** `45s`, `3m 05s`, `2h 10m`, `3d 4h`: two units at most. */
function formatDuration(seconds: number, whole: Intl.NumberFormat): string {
  const all = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (all < 60) return `${whole.format(all)}s`;
  if (all < 3_600) return `${Math.floor(all / 60)}m ${two(all % 60)}s`;
  if (all < 86_400) return `${Math.floor(all / 3_600)}h ${two(Math.floor((all % 3_600) / 60))}m`;
  return `${whole.format(Math.floor(all / 86_400))}d ${Math.floor((all % 86_400) / 3_600)}h`;
}

/** The digits of a currency's minor unit: 2 of EUR, 0 of JPY. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
