import type { Check } from './checks.ts';
import type { ModelLimits } from './model-limits.ts';

/**
 * How a model is cut: slices are UTC hours `YYYY-MM-DDTHH`, days `YYYY-MM-DD`, months `YYYY-MM`, buckets of travelers
 * `bucket-00` to `bucket-ff`, or one `all`.
 */
export type SliceKind = 'hour' | 'day' | 'month' | 'bucket' | 'all';

/** What a model is made from; see {@link Model.inputs} and {@link Model.influences}. */
export type ModelInput =
  /** Raw rows: the batches that the loader has finished, by the slices they touch. */
  | { from: 'loader'; column: 'event_hours' | 'booked_dates' }
  /** A model's published rows, as cut by one of its feeds; without a feed those whose key is among a slice's keys. */
  | { from: 'model'; model: string; feed: string; key?: readonly string[] }
  /** A small reference table, as a whole; or those of its rows whose key is among a slice's keys. */
  | { from: 'table'; table: string; key?: readonly string[] }
  /** What the slice before hands on: the model's own feed. */
  | { from: 'previous'; feed: string }
  /** What time alone changes, told by the model's clock query. */
  | { from: 'clock' };

/**
 * What is read by columns of its own: a key is their values as text, a space between two. A table says since when a row is
 * in force, `valid_from`; a small model's rows are in force.
 */
export type KeyedInput = Extract<ModelInput, { from: 'model' | 'table' }> & { key: readonly string[] };

/** Whether a model reads only those rows of a table, or of a model, that its keys name. */
export function isKeyed(input: ModelInput): input is KeyedInput {
  return (input.from === 'table' || input.from === 'model') && input.key !== undefined;
}

/** Returns the name by which queries read what is read by key. */
export function referenceOf(input: KeyedInput): string {
  return input.from === 'table' ? input.table : input.model;
}

export interface ModelColumn {
  name: string;
  /** A ClickHouse type. */
  type: string;
  about: string;
}

/** What a column's values are ids of: erasing one of those has to find them. */
export const personKinds = ['device', 'user', 'alias', 'traveler', 'click', 'confirmation'] as const;

/**
 * A column that names a person: a device or a click of the row's affiliate, a user, what an alias merges, a traveler, or
 * what the vendor (`vendor_id`) knows the traveler's booking by.
 */
export interface PersonColumn {
  column: string;
  kind: (typeof personKinds)[number];
}

interface ModelHead {
  /** The view's name, snake_case, and the file's. */
  name: string;
  about: string;
  owner: string;
  /** The columns that identify a row. */
  grain: string[];
  columns: ModelColumn[];
  /** Columns by which a row is one person's: it goes with the person. */
  persons: PersonColumn[];
  /** Columns of a row that only mentions a person: it is built again from rows that no longer do. */
  mentions: PersonColumn[];
  /** Everything read, in the order of the header. */
  inputs: ModelInput[];
  /** Raw tables of which only rows are read that an input's row names and that never change: they make nothing due. */
  lookups: string[];
  sql: string;
}

/** A model that is built slice by slice and published run by run. */
export interface SlicedModel extends ModelHead, ModelLimits {
  kind: 'sliced';
  slice: SliceKind;
  /** Slices exist where one of the `inputs` has something; `influences` only make a slice due again. */
  influences: ModelInput[];
  orderBy: string;
  /** The columns of which each part of the table knows the least and the greatest: reads by them skip the other parts. */
  skipBy: string[];
  /** An expression of Array(String): the `feed:slice` buckets in which later models read a row. */
  feeds: string;
  /** What the head asks of a run's rows. */
  checks: Check[];
  /** Most slices of one run. */
  maxSlices: number;
  /** Query of the further slices that must be built together with `{slices}`. */
  expandSql: string | undefined;
  /** Query of (slice, state): a slice is due when its state has changed. */
  clockSql: string | undefined;
  /** Query of (slice, reference, key): the rows of which keys of a {@link KeyedInput} the slices depend on. */
  keysSql: string | undefined;
  /** Changes with the model's text, so that changed code is a reason to run. */
  fingerprint: string;
  /** The table of all runs' rows; its name changes with the columns. */
  table: string;
}

/** A model that is only a select over others. */
export interface ViewModel extends ModelHead {
  kind: 'view';
}

export type Model = SlicedModel | ViewModel;
