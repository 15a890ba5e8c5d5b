import type { Attribution, AttributionKey, AttributionModel } from '../../../api/attribution.ts';
import type { Chart, ValueFormat } from '../../../../reports/charts/chart.ts';
import { formats } from '../../format/reader.ts';
import { keyTitle } from '../../metric/dimension.ts';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';

export const models = [
  'first',
  'last',
  'linear',
  'position',
  'decay',
] as const satisfies readonly AttributionModel[];

/** Of each model its answer. */
export type Answers = Readonly<Record<AttributionModel, Attribution>>;
/** Credit is told in bookings or in their gross value. */
export type Share = 'bookings' | 'value';

interface Row {
  key: string;
  title: string;
  credits: readonly number[];
}

const barsShown = 8;

/** Every key with its credit by each model, the most by the last touch first; then what no touch brought. */
export function attributionRows(answers: Answers, by: AttributionKey, share: Share): Row[] {
  const creditOf = (row: { credit: number; grossValue: string } | undefined): number =>
    row === undefined ? 0 : share === 'bookings' ? row.credit : Number(row.grossValue);
  const keys = [...new Set(models.flatMap((model) => answers[model].rows.map((row) => row.key)))];
  const rows = keys.map((key) => ({
    key,
    title: keyTitle(by, key, String),
    credits: models.map((model) => creditOf(answers[model].rows.find((row) => row.key === key))),
  }));
  const last = models.indexOf('last');
  const sorted = rows.toSorted((a, b) => (b.credits[last] ?? 0) - (a.credits[last] ?? 0));
  const rest = models.map((model) => creditOf(answers[model].unattributed));
  if (rest.every((credit) => credit === 0)) return sorted;
  return [...sorted, { key: '', title: text.journeys.attribution.unattributed, credits: rest }];
}

export function attributionTable(rows: readonly Row[], by: AttributionKey, format: ValueFormat): Table {
  const words = text.journeys.attribution;
  return {
    title: words.title,
    columns: [{ title: words.keys[by] }, ...models.map((model) => ({ title: words.models[model], format }))],
    rows: rows.map(({ title, credits }) => [title, ...credits]),
  };
}

export function attributionChart(rows: readonly Row[], by: AttributionKey, format: ValueFormat): Chart {
  const words = text.journeys.attribution;
  const shown = rows.slice(0, barsShown);
  return {
    kind: 'bar',
    title: words.title,
    summary: words.summary(words.keys[by], formats.value(shown.length, { style: 'count' })),
    categories: shown.map(({ title }) => ({ label: title, name: title })),
    format,
    series: models.map((model, index) => ({
      name: words.models[model],
      role: 'main',
      points: shown.map(({ credits }) => credits[index] ?? 0),
    })),
  };
}
