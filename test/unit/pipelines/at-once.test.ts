import { expect, test } from 'vitest';
import { eachAtOnce, inRuns } from '../../../pipelines/at-once.ts';

test('items are begun in order, and never more of them than allowed are under way', async () => {
  const began: number[] = [];
  let underWay = 0;
  let most = 0;
  await eachAtOnce([1, 2, 3, 4, 5], 2, async (item) => {
    began.push(item);
    most = Math.max(most, (underWay += 1));
    await Promise.resolve();
    underWay -= 1;
  });
  expect({ began, most, underWay }).toEqual({ began: [1, 2, 3, 4, 5], most: 2, underWay: 0 });
});

test('after a failure nothing is begun any more, and what is under way comes to its end first', async () => {
  const ended: string[] = [];
  const slow = Promise.withResolvers<void>();
  const all = eachAtOnce(['slow', 'bad', 'never'], 2, async (item) => {
    if (item === 'bad') throw new Error('bad');
    await slow.promise;
    ended.push(item);
  });
  slow.resolve();
  await expect(all).rejects.toThrow('bad');
  expect(ended).toEqual(['slow']);
});

test('slices are cut into runs', () => {
  expect(inRuns(['a', 'b', 'c'], 2)).toEqual([['a', 'b'], ['c']]);
  expect(inRuns([], 2)).toEqual([]);
});
