import type { Formatters } from '../pdf/intl.ts';
import type { ValueFormat } from './chart.ts';

/** Writes a chart's values for readers of a locale. */
export interface ValueWriter {
  /** In full, e.g. `€271,862.47`. */
  value: (value: number) => string;
  /** In short, for an axis, e.g. `€250K`. */
  tick: (value: number) => string;
}

/** Creates the writer of a format; digits are always 0 to 9, which the fonts have. */
export function createValueWriter(
  locale: string,
  written: ValueFormat,
  formats: Pick<Formatters, 'number'>,
): ValueWriter {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = formats.number(`${locale}-u-nu-latn`, options);
    return (value: number) => format.format(value).replace('-', '−');
  };
  const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  const short = { notation: 'compact', maximumFractionDigits: 1 } as const;
  switch (written.style) {
    case 'count':
      return { value: number({ maximumFractionDigits: 0 }), tick: number(short) };
    case 'decimal':
      return { value: number(fixed(written.digits)), tick: number(short) };
    case 'percent':
      return {
        value: number({ style: 'percent', ...fixed(written.digits) }),
        tick: number({ style: 'percent', maximumFractionDigits: 1 }),
      };
    case 'duration': {
      const hours = number({ style: 'unit', unit: 'hour', maximumFractionDigits: 1 });
      return { value: (seconds) => hours(seconds / 3_600), tick: (seconds) => hours(seconds / 3_600) };
    }
    case 'money': {
      if (!/^[A-Z]{3}$/.test(written.currency))
        return { value: number(fixed(written.digits)), tick: number(short) };
      const money = { style: 'currency', currency: written.currency } as const;
      return {
        value: number({ ...money, ...fixed(written.digits) }),
        tick: number({ ...money, ...short, minimumFractionDigits: 0 }),
      };
    }
  }
  return written satisfies never;
}
