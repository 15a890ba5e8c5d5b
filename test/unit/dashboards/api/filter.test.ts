import { describe, expect, test } from 'vitest';
import { parseFilters } from '../../../../dashboards/api/filter.ts';
import { Problem } from '../../../../infra/http/problem.ts';

describe('parseFilters', () => {
  test.each([
    ['nothing', undefined, { dimensions: [], limited: [], values: [] }],
    ['one', 'country:eq:DE,FR', { limited: ['country'], values: ['country=DE', 'country=FR'] }],
    [
      'an exclusion',
      'campaign:ne:spring',
      { dimensions: ['campaign'], limited: [], values: ['campaign=spring'] },
    ],
    [
      'a comma and a backslash',
      'destination:eq:Nice\\, FR,a\\\\b',
      { values: ['destination=Nice, FR', 'destination=a\\b'] },
    ],
    ['colons in a value', 'page:eq:/a:b', { values: ['page=/a:b'] }],
    ['a line break in a value', 'event:eq:a\nb', { values: ['event=a\nb'] }],
    [
      'what both allow and nothing excludes',
      ['os:eq:iOS,Windows', 'os:eq:Windows,Linux', 'os:ne:Linux'],
      { limited: ['os'], values: ['os=Windows'] },
    ],
    ['nothing left', ['os:eq:iOS', 'os:eq:Linux'], { limited: ['os'], values: [] }],
  ])('reads %s', (_, given, expected) => {
    expect(parseFilters(given)).toMatchObject(expected);
  });

  test('knows what it selects', () => {
    expect(parseFilters('vendor:eq:a')).toMatchObject({
      filtersSessions: false,
      filtersBookings: true,
      passesWithoutSession: true,
    });
    expect(parseFilters('os:ne:iOS')).toMatchObject({ filtersSessions: true, passesWithoutSession: true });
    expect(parseFilters('os:eq:iOS')).toMatchObject({ filtersBookings: true, passesWithoutSession: false });
  });

  test.each([
    ['an unknown dimension', 'planet:eq:Mars', 'must be one of page, '],
    ['an unknown operator', 'os:like:i', 'must be eq or ne'],
    ['no operator', 'os', 'must be like country:eq:DE,FR'],
    ['an empty value', 'os:eq:', 'has an empty value'],
    ['an empty value among others', 'os:eq:iOS,,Linux', 'has an empty value'],
    ['too long a value', `page:eq:/${'a'.repeat(500)}`, 'at most 500 characters'],
    ['too many filters', Array.from({ length: 21 }, () => 'os:eq:iOS'), 'at most 20 filters'],
    [
      'too many values',
      `os:eq:${Array.from({ length: 201 }, (_, at) => at).join(',')}`,
      'at most 200 values',
    ],
  ])('refuses %s, saying what to do', (_, given, message) => {
    expect(() => parseFilters(given)).toThrow(Problem);
    expect(() => parseFilters(given)).toThrow(message);
  });
});
