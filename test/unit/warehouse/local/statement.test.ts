import { expect, test } from 'vitest';
import { analyse, firstWord } from '../../../../warehouse/local/statement.ts';

test.each<[string, string, object]>([
  ['a select', 'select 1', { kind: 'read', outfileAt: 8, format: undefined }],
  ['a select with a format', 'select 1 format CSV', { kind: 'read', outfileAt: 9, format: 'CSV' }],
  ['a format before settings', 'select 1 format CSV settings a = 1', { kind: 'read', outfileAt: 9, format: 'CSV' }],
  ['a format inside a subquery is none', "select * from (select 1 format, 2) as x", { kind: 'read', format: undefined }],
  ['a trailing semicolon is left out', 'select 1;', { kind: 'read', end: 8 }],
  ['two statements', 'select 1; drop table t', { kind: 'several', at: 10 }],
  ['rows by format', 'insert into t format CSV\n1;2', { kind: 'insert', intoEnd: 14, format: 'CSV', dataAt: 25 }],
  ['rows by format in one line', 'insert into t format CSV 1', { kind: 'insert', format: 'CSV', dataAt: 25 }],
  ['rows by values', 'insert into t (a) values (1)', { kind: 'insert', intoEnd: 18, format: 'Values', dataAt: 24 }],
  ['settings before rows', 'insert into t settings a = 1 values (1)', { kind: 'insert', intoEnd: 14, settings: 'settings a = 1 ' }],
  ['insert from a select', 'insert into t select 1', { kind: 'other', inserts: true }],
  ['insert from a select in brackets', 'insert into t (select 1)', { kind: 'other', inserts: true }],
  ['with before insert', 'with 1 as x insert into t select x', { kind: 'other', inserts: true }],
  ['rows through input()', "insert into t select * from input('a Int8') format CSV 1", { kind: 'input', inputAt: 28, structureAt: 34, structureEnd: 42, dataAt: 55 }],
  ['kill', "kill query where query_id = 'x'", { kind: 'kill' }],
  ['ddl', 'create table t as select 1', { kind: 'other', inserts: false }],
  ['nothing but comments', '-- a\n/* b */ # c', { kind: 'empty' }],
  ['a file to write', "select 1 into outfile 'x'", { kind: 'file' }],
  ['a file to read', "insert into t from infile 'x' format CSV", { kind: 'file' }],
])('%s', (_reason, sql, expected) => {
  expect(analyse(sql)).toMatchObject(expected);
}); // prettier-ignore

test('the data behind an insert is never looked at, whatever stands in it', () => {
  const sql = 'insert into t format JSONEachRow {"a":"it\'s; select 1 format CSV /* "}';
  expect(analyse(sql)).toMatchObject({ kind: 'insert', format: 'JSONEachRow', dataAt: 33 });
});

test('the first word is found behind comments', () => {
  expect(firstWord('/* x */ -- y\n use z')).toBe('USE');
});
