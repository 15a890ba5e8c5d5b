import { expect, test } from 'vitest';
import { formatCsv } from '../../../../dashboards/api/csv.ts';

test.each<[string | number | null, string, string]>([
  ['=1+1', "'=1+1", 'a formula'],
  ['+49 30', "'+49 30", 'a formula by its plus'],
  ['@sum', "'@sum", 'a formula by its at'],
  ['-2+3', "'-2+3", 'a formula by its minus'],
  ['\tx', "'\tx", 'a tab before a formula'],
  ['-12.50', '-12.50', 'a negative amount stays a number'],
  [-3, '-3', 'a negative number'],
  ['a,b', '"a,b"', 'a comma'],
  ['say "x"', '"say ""x"""', 'a quote'],
  ['=a\r\nb', '"\'=a\r\nb"', 'a formula over two lines'],
  [null, '', 'nothing'],
])('%j is written as %j: %s', (cell, text) => {
  expect(formatCsv({ columns: ['key'], rows: [[cell]] })).toBe(`key\r\n${text}\r\n`);
});
