import { readFileSync } from 'node:fs';
import type { QueryParams } from '../warehouse/client.ts';
import type { Check } from './checks.ts';
import type { ModelColumn } from './model.ts';

/** What a head's checks are about. */
export interface CheckedModel {
  name: string;
  grain: readonly string[];
  columns: readonly ModelColumn[];
}

interface Kind {
  severity: Check['severity'];
  /** Reads what stands behind the colon; undefined where it is not understood. */
  params(text: string): QueryParams | undefined;
  example: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  not_empty: {
    severity: 'blocking',
    params: (text) => (text === '' ? {} : undefined),
    example: 'not_empty vendor_id',
  },
  one_of: {
    severity: 'blocking',
    params: (text) => (text === '' ? undefined : { values: text.split(',').map((value) => value.trim()) }),
    example: 'one_of type: hotel, flight, car',
  },
  range: { severity: 'blocking', params: parseRange, example: 'range rate: 0 to 1' },
  reference: {
    severity: 'warning',
    params(text) {
      const [, target, key] = /^([a-z_]+)\.([a-z_]+)$/.exec(text) ?? [];
      return target === undefined || key === undefined ? undefined : { target, key };
    },
    example: 'reference vendor_id: vendors.vendor_id',
  },
  drift: {
    severity: 'warning',
    params: (text) => (/^\d+ times$/.test(text) ? { times: Number.parseInt(text, 10) } : undefined),
    example: 'drift: 10 times',
  },
};

/**
 * Reads the `checks` of a model's head, a line each, and adds that its rows are unique by the grain. A line may end in
 * `(blocking)` or `(warning)`; without it, references and drift are warnings and the others block.
 *
 * @param fail makes the error that names the model's file
 * @example parseHeadChecks('range rate: 0 to 1\nreference vendor_id: vendors.vendor_id (blocking)', model, fail)
 */
export function parseHeadChecks(text: string, model: CheckedModel, fail: (fault: string) => Error): Check[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return [grainCheck(model), ...lines.map((line) => parseLine(line, model, fail))];
}

function parseLine(line: string, model: CheckedModel, fail: (fault: string) => Error): Check {
  const [, word = '', column = '', rest = '', severity] =
    /^([a-z_]+)(?: ([a-z_]+))?(?:: (.+?))?(?: \((blocking|warning)\))?$/.exec(line) ?? [];
  const kind = kinds[word];
  if (kind === undefined) {
    throw fail(
      `"${line}" is no check: say ${Object.values(kinds)
        .map((each) => `"${each.example}"`)
        .join(', ')}`,
    );
  }
  const params = kind.params(rest);
  const isAboutRows = word === 'drift';
  if (params === undefined || isAboutRows !== (column === '')) {
    throw fail(`"${line}" is not understood: say e.g. "${kind.example}"`);
  }
  if (!isAboutRows && !model.columns.some((each) => each.name === column)) {
    throw fail(`"${line}" checks a column that the model does not have`);
  }
  return {
    name: [model.name, word, column].filter((part) => part !== '').join('_'),
    model: model.name,
    severity: severity === 'blocking' || severity === 'warning' ? severity : kind.severity,
    sql: readFileSync(new URL(`./checks/generic/${word}.sql`, import.meta.url), 'utf8'),
    params: isAboutRows ? params : { column, ...params },
  };
}

function parseRange(text: string): QueryParams | undefined {
  const [, least = '', most = ''] = /^(-?[\d.]+)? ?to ?(-?[\d.]+)?$/.exec(text) ?? [];
  if (least === '' && most === '') return undefined;
  return { least: least === '' ? -Infinity : Number(least), most: most === '' ? Infinity : Number(most) };
}

function grainCheck({ name, grain }: CheckedModel): Check {
  const columns = grain.join(', ');
  return {
    name: `${name}_unique_grain`,
    model: name,
    severity: 'blocking',
    sql: `select ${columns}, count() as copies from {rows:Identifier} where run_id = {runId:UUID} and slice in {slices:Array(String)} group by ${columns} having copies > 1`,
  };
}
