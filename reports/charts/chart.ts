/**
 * A chart as data: what pages and PDFs draw from, each in its own way, and what both say of it in words. No
 * colours, no sizes, no library.
 */
export interface Chart {
  kind: 'line' | 'bar' | 'stacked-bar';
  title: string;
  /** Says in words what the picture shows: its alternative text. */
  summary: string;
  /** Along the axis, in order. */
  categories: readonly Category[];
  /** Each has as many points as there are categories. */
  series: readonly Series[];
  /** Of every value. */
  format: ValueFormat;
}

export interface Category {
  /** Short, for the axis: `3 May`. */
  label: string;
  /** In full, for a table and beside a value: `Sunday, 3 May 2026`. */
  name: string;
}

export interface Series {
  name: string;
  /** What a comparison holds is drawn behind and dashed. */
  role: 'main' | 'comparison';
  /** null is a gap: not defined, or not yet. */
  points: readonly (number | null)[];
}

/** How a number is written. Shares are 0..1 and written as percent; durations are in seconds. */
export type ValueFormat =
  | { style: 'count' }
  | { style: 'decimal'; digits: number }
  | { style: 'percent'; digits: number }
  | { style: 'duration' }
  | { style: 'money'; currency: string; digits: number };
