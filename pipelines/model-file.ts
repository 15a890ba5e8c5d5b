import { createHash } from 'node:crypto';
import { MilepostError } from '../infra/errors.ts';
import { parseHeadChecks } from './head-checks.ts';
import { parseLimits } from './model-limits.ts';
import {
  isKeyed,
  personKinds,
  type Model,
  type ModelColumn,
  referenceOf,
  type ModelInput,
  type PersonColumn,
  type SliceKind,
} from './model.ts';

/** A model's text and the texts beside it. */
export interface ModelText {
  /** The file's name without `.sql`. */
  name: string;
  text: string;
  /** Reads a file beside it that the header names. */
  beside(file: string): string;
  /** Puts the parts that a query names before it. */
  expand(sql: string): string;
}

const sliceKinds: readonly SliceKind[] = ['hour', 'day', 'month', 'bucket', 'all'];

/**
 * Parses a model's file: a head of `-- key: value` comments (a value goes on in lines of deeper indent), then
 * one select. The text of the head is part of the fingerprint: a changed description rebuilds nothing, a changed
 * query, column, feed or input does.
 *
 * @throws {MilepostError} `model_invalid` naming the file and the fault.
 */
export function parseModel(file: ModelText): Model {
  const { head, sql: written } = splitHead(file.text);
  const sql = file.expand(written);
  const fail = (fault: string) =>
    new MilepostError('model_invalid', `pipelines/models/${file.name}.sql: ${fault}`);
  const need = (key: string): string => {
    const value = head.get(key);
    if (value === undefined || value === '') throw fail(`the head has no "${key}"`);
    return value;
  };
  if (need('model') !== file.name) throw fail(`the head says model "${need('model')}"`);
  const inputs = list(need('inputs')).map((text) => parseInput(text, fail));
  const shared = {
    name: file.name,
    about: need('about'),
    owner: need('owner'),
    grain: list(need('grain')),
    columns: parseColumns(need('columns'), fail),
    persons: list(head.get('persons') ?? '').map((text) => parsePerson(text, fail)),
    mentions: list(head.get('mentions') ?? '').map((text) => parsePerson(text, fail)),
    inputs,
    lookups: list(head.get('lookups') ?? ''),
    sql,
  };
  if (inputs.some(isKeyed)) throw fail('what is read by key makes no slices: it is an influence');
  if (head.get('kind') === 'view') return { ...shared, kind: 'view' };

  const untyped = shared.columns.find((column) => column.type === '');
  if (untyped) throw fail(`"${untyped.name}" is no column: say "name Type: what it means"`);
  const slice = sliceKinds.find((kind) => kind === need('slice'));
  if (slice === undefined) throw fail(`slice must be one of ${sliceKinds.join(', ')}`);
  const besideText = (key: string): string | undefined => {
    const name = head.get(key);
    return name === undefined ? undefined : file.expand(file.beside(name));
  };
  const [expandSql, clockSql, keysSql] = [besideText('expand'), besideText('clock'), besideText('keys')];
  const influences = list(head.get('influences') ?? '').map((text) => parseInput(text, fail));
  const keyed = influences.filter(isKeyed);
  if (keyed.length === 0 && keysSql !== undefined) throw fail('has "keys" and reads nothing by key');
  const keyless = keyed.find((input) => keysSql?.includes(`'${referenceOf(input)}'`) !== true);
  if (keyless !== undefined) {
    throw fail(
      `reads ${referenceOf(keyless)} by ${keyless.key.join(' and ')}: "keys" must name a query that finds them`,
    );
  }
  const limits = parseLimits(head, slice, fail);
  const isChained =
    expandSql !== undefined || [...inputs, ...influences].some(({ from }) => from === 'previous');
  if (limits.concurrency > 1 && isChained) {
    throw fail('what one run builds depends on others of the model: its concurrency is 1');
  }
  const skipBy = list(head.get('skip_by') ?? '');
  const unknown = skipBy.find((name) => !shared.columns.some((column) => column.name === name));
  if (unknown !== undefined) throw fail(`"skip_by" names ${unknown}, which is no column of it`);
  const schema = hash(
    JSON.stringify([slice, need('order_by'), shared.columns.map(({ name, type }) => [name, type])]),
  );
  const fingerprint = hash(
    JSON.stringify([
      schema,
      sql,
      need('feeds'),
      expandSql,
      clockSql,
      shared.grain,
      inputs,
      influences.map(whole),
    ]),
  );
  return {
    ...shared,
    ...limits,
    kind: 'sliced',
    slice,
    influences,
    orderBy: need('order_by'),
    skipBy,
    feeds: need('feeds'),
    checks: parseHeadChecks(head.get('checks') ?? '', shared, fail),
    maxSlices: Number(head.get('max_slices') ?? '1'),
    expandSql,
    clockSql,
    keysSql,
    fingerprint,
    table: `${file.name}_runs_${schema.slice(0, 8)}`,
  };
}

/** By which key something is read, changes no number: the keys that a slice was built with say so themselves. */
function whole(input: ModelInput): ModelInput {
  if (!isKeyed(input)) return input;
  const { key: _, ...rest } = input;
  return rest;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function splitHead(text: string): { head: Map<string, string>; sql: string } {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('--'));
  const head = new Map<string, string>();
  let key = '';
  for (const line of lines.slice(0, end)) {
    const started = /^-- ([a-z_]+):(.*)$/.exec(line);
    if (started) {
      key = started[1] ?? '';
      head.set(key, (started[2] ?? '').trim());
    } else {
      head.set(key, `${head.get(key) ?? ''}\n${line.slice(2).trim()}`.trim());
    }
  }
  return { head, sql: lines.slice(end).join('\n').trim() };
}

function parseInput(text: string, fail: (fault: string) => MilepostError): ModelInput {
  const words = text.split(/\s+/);
  const [first = '', second = '', third = ''] = words;
  if (first === 'clock' && words.length === 1) return { from: 'clock' };
  if (first === 'loader' && (second === 'event_hours' || second === 'booked_dates')) {
    return { from: 'loader', column: second };
  }
  if (first === 'table' && words.length === 2) return { from: 'table', table: second };
  const [, kind, name = '', columns = ''] = /^(table|model) (\w+) by (\w+(?: and \w+)*)$/.exec(text) ?? [];
  if (kind === 'table') return { from: 'table', table: name, key: columns.split(' and ') };
  if (kind === 'model') return { from: 'model', model: name, feed: '', key: columns.split(' and ') };
  if (first === 'previous' && second === 'by' && words.length === 3) return { from: 'previous', feed: third };
  if (second === 'by' && words.length === 3) return { from: 'model', model: first, feed: third };
  if (words.length === 1) return { from: 'model', model: first, feed: '' };
  throw fail(
    `"${text}" is no input: say "loader event_hours", "<model> by <feed>", "table <name>", "table <name> by <key>", "model <name> by <key>", "previous by <feed>" or "clock"`,
  );
}

function parsePerson(text: string, fail: (fault: string) => MilepostError): PersonColumn {
  const [column = '', word = ''] = text.split(/\s+/);
  const kind = personKinds.find((each) => each === word);
  if (kind === undefined) throw fail(`"${text}" names no person: say "<column> ${personKinds.join('|')}"`);
  return { column, kind };
}

/** A column a line; or the name of a model, for a view with that one's columns. */
function parseColumns(text: string, fail: (fault: string) => MilepostError): ModelColumn[] {
  if (/^\w+$/.test(text)) return [{ name: text, type: '', about: '' }];
  return text.split('\n').map((line) => {
    const parts = /^(\w+) (.+?): (.+)$/.exec(line.trim());
    if (!parts) throw fail(`"${line}" is no column: say "name Type: what it means"`);
    return { name: parts[1] ?? '', type: parts[2] ?? '', about: parts[3] ?? '' };
  });
}
