import { expect, test } from 'vitest';
import { createProgress } from '../../../cli/progress.ts';

function create(isTTY: boolean) {
  const state = { time: 0, text: '' };
  const stream = { isTTY, write: (text: string) => (state.text += text) };
  return { state, progress: createProgress(stream, () => state.time) };
}

test('draws a bar on a terminal, ten times a second at most', () => {
  const { state, progress } = create(true);
  progress.show('import', 1, 4);
  progress.show('import', 2, 4);
  expect(state.text).toBe('\r[########......................]  25 %  import\u001B[K');
  state.time = 100;
  progress.show('import', 2, 4);
  progress.end();
  expect(state.text.endsWith(' 50 %  import\u001B[K\n')).toBe(true);
});

test('prints plain lines elsewhere, and the end at once', () => {
  const { state, progress } = create(false);
  for (const done of [1, 2, 4]) progress.show('import', done, 4);
  expect(state.text).toBe('import: 25 %\nimport: 100 %\n');
});
