import type { Granularity } from '../format/format.ts';
import { formatPeriod, parsePeriod, type Period } from './period.ts';

/** What a page of an affiliate shows, all of it in the address. */
export interface View {
  period: Period;
  compare: Comparison;
  filters: readonly Filter[];
  metric: string;
  /** Undefined: what suits the period. */
  granularity: Granularity | undefined;
  /** Choices of single parts, by the part's name; those that are not the default. */
  choices: Readonly<Record<string, string>>;
}

export type Comparison = 'previous' | 'year' | 'none';

/** Only, or all but, what has one of these values of a dimension. */
export interface Filter {
  by: string;
  is: 'eq' | 'ne';
  values: readonly string[];
}

const own = new Set(['period', 'compare', 'filter', 'metric', 'grain']);
const granularities = ['hour', 'day', 'week', 'month'] as const;
export const defaultMetric = 'visitors';

/** Reads a view; what cannot be read is as if it were not there. */
export function parseView(search: string): View {
  const params = new URLSearchParams(search);
  const compare = params.get('compare');
  return {
    period: parsePeriod(params.get('period') ?? '') ?? { preset: '30d' },
    compare: compare === 'year' || compare === 'none' ? compare : 'previous',
    filters: params.getAll('filter').flatMap((text) => parseFilter(text) ?? []),
    metric: params.get('metric') ?? defaultMetric,
    granularity: granularities.find((each) => each === params.get('grain')),
    choices: Object.fromEntries([...params].filter(([name]) => !own.has(name))),
  };
}

/** Writes a view as a query string, defaults left out: `?period=7d&filter=country:eq:DE`, or ''. */
export function formatView(view: View): string {
  const params = new URLSearchParams();
  const period = formatPeriod(view.period);
  if (period !== '30d') params.set('period', period);
  if (view.compare !== 'previous') params.set('compare', view.compare);
  if (view.metric !== defaultMetric) params.set('metric', view.metric);
  if (view.granularity !== undefined) params.set('grain', view.granularity);
  for (const filter of view.filters) params.append('filter', formatFilter(filter));
  for (const [name, value] of Object.entries(view.choices)) params.set(name, value);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** As the API reads it: `country:eq:DE,FR`; a comma of a value is escaped. */
export function formatFilter({ by, is, values }: Filter): string {
  return `${by}:${is}:${values.map((value) => value.replaceAll(/[\\,]/g, String.raw`\$&`)).join(',')}`;
}

function parseFilter(text: string): Filter | undefined {
  const [, by, is, list] = /^([A-Za-z]+):(eq|ne):(.*)$/s.exec(text) ?? [];
  if (by === undefined || list === undefined) return undefined;
  const values = [...`,${list}`.matchAll(/,((?:\\.|[^\\,])*)/gs)].map(([, value = '']) =>
    value.replaceAll(/\\(.)/gs, '$1'),
  );
  return { by, is: is === 'ne' ? 'ne' : 'eq', values };
}

/** Adds a value to what a view is limited to; one that is there already goes again. */
export function toggleFilter(view: View, by: string, value: string): View {
  const found = view.filters.find((filter) => filter.by === by && filter.is === 'eq');
  const others = view.filters.filter((filter) => filter !== found);
  const values = found?.values ?? [];
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  return { ...view, filters: next.length === 0 ? others : [...others, { by, is: 'eq', values: next }] };
}
