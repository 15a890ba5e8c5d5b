/**
 * Acts on items in order, on at most `limit` of them at once. After a failure it begins no more of them.
 *
 * @throws what the first failure threw, when all that were under way have ended
 */
export async function eachAtOnce<T>(
  items: readonly T[],
  limit: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let isOpen = true;
  const work = async (): Promise<void> => {
    for (const item of queue) {
      if (!isOpen) return;
      try {
        await act(item);
      } catch (thrown) {
        isOpen = false;
        throw thrown;
      }
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, work);
  await Promise.allSettled(workers);
  await Promise.all(workers);
}

/** Cuts slices into those of one run each. */
export function inRuns(slices: readonly string[], maxSlices: number): string[][] {
  const count = Math.ceil(slices.length / maxSlices);
  return Array.from({ length: count }, (_, index) =>
    slices.slice(index * maxSlices, (index + 1) * maxSlices),
  );
}
