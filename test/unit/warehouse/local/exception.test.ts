import { expect, test } from 'vitest';
import { readException, statusOf } from '../../../../warehouse/local/exception.ts';

test('an exception that each layer wrapped once more is unwrapped', () => {
  const text =
    'Code: 73. DB::Exception: Code: 73. DB::Exception: Unknown format X. (UNKNOWN_FORMAT) (version 26.7.2.1). (UNKNOWN_FORMAT)';
  expect(readException(new Error(text))).toMatchObject({
    code: 73,
    text: 'Code: 73. DB::Exception: Unknown format X. (UNKNOWN_FORMAT)',
  });
});

test('the path of a pipe leaves the text', () => {
  const text =
    'Code: 27. DB::Exception: Cannot parse: (at row 2)\n: (in file/uri /d/pipes/1): data for INSERT was parsed from file. (X)';
  expect(readException(new Error(text), '/d/pipes/1').text).toBe(
    'Code: 27. DB::Exception: Cannot parse: (at row 2)\n: data for INSERT was parsed from query. (X)',
  );
});

test('what is no exception of the engine is code 1002', () => {
  expect(readException('boom')).toMatchObject({ code: 1002 });
});

test.each([
  [60, 404],
  [62, 400],
  [516, 403],
  [159, 408],
  [241, 500],
])('code %i is answered with status %i', (code, status) => {
  expect(statusOf(code)).toBe(status);
});
