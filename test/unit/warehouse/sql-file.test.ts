import { expect, test } from 'vitest';
import { splitStatements } from '../../../warehouse/sql-file.ts';

test.each([
  ['plain statements', 'select 1; select 2;', ['select 1', 'select 2']],
  ['no semicolon at the end', 'select 1;\nselect 2\n', ['select 1', 'select 2']],
  ['a semicolon in a string', "select ';'; select 2", ["select ';'", 'select 2']],
  ['a doubled quote', "select 'it''s; fine'; select 2", ["select 'it''s; fine'", 'select 2']],
  ['an escaped quote', String.raw`select '\';'; select 2`, [String.raw`select '\';'`, 'select 2']],
  ['a semicolon in a quoted name', 'select `a;b`, "c;d"; select 2', ['select `a;b`, "c;d"', 'select 2']],
  ['a semicolon in a line comment', 'select 1 -- one; two\n; select 2', ['select 1 -- one; two', 'select 2']],
  ['a semicolon in a block comment', 'select /* a; b */ 1; select 2', ['select /* a; b */ 1', 'select 2']],
  ['an apostrophe in a comment', "-- it's\nselect 1; select 2", ['select 1', 'select 2']],
  ['comments before a statement', '-- a\n/* b */\nselect 1;', ['select 1']],
  ['minus and division', 'select 4 - 2 / 1; select 2', ['select 4 - 2 / 1', 'select 2']],
  ['nothing but comments', '-- a\n;;/* b */', []],
  ['an unfinished string', "select 'a; b", ["select 'a; b"]],
])('splits %s', (_, text, expected) => {
  expect(splitStatements(text)).toEqual(expected);
});
