import { expect, test } from 'vitest';
import { parseHeadChecks } from '../../../pipelines/head-checks.ts';

const model = {
  name: 'm',
  grain: ['id', 'day'],
  columns: [
    { name: 'id', type: 'String', about: 'its identity' },
    { name: 'rate', type: 'Float64', about: 'a rate' },
  ],
};
const parse = (text: string) => parseHeadChecks(text, model, (fault) => new Error(fault));

test('every model is unique by its grain, and a line is a check with its severity and values', () => {
  const checks = parse(
    'not_empty id\none_of id: a, b\nrange rate: 0 to\nreference id: vendors.vendor_id (blocking)\ndrift: 10 times',
  );
  expect(checks.map(({ name, severity, params }) => [name, severity, params])).toEqual([
    ['m_unique_grain', 'blocking', undefined],
    ['m_not_empty_id', 'blocking', { column: 'id' }],
    ['m_one_of_id', 'blocking', { column: 'id', values: ['a', 'b'] }],
    ['m_range_rate', 'blocking', { column: 'rate', least: 0, most: Infinity }],
    ['m_reference_id', 'blocking', { column: 'id', target: 'vendors', key: 'vendor_id' }],
    ['m_drift', 'warning', { times: 10 }],
  ]);
  expect(parse('').map((check) => check.name)).toEqual(['m_unique_grain']);
});

test.for([
  ['unheard_of id', /is no check: say "not_empty vendor_id"/],
  ['not_empty nothing', /a column that the model does not have/],
  ['range rate: some', /say e.g. "range rate: 0 to 1"/],
  ['reference id: vendors', /say e.g. "reference vendor_id: vendors.vendor_id"/],
  ['drift rate: 10 times', /say e.g. "drift: 10 times"/],
  ['not_empty', /say e.g. "not_empty vendor_id"/],
] as const)('"%s" is refused', ([line, fault]) => {
  expect(() => parse(line)).toThrow(fault);
});
