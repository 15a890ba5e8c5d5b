import { codeOf } from '../infra/errors.ts';
import type { World } from './world.ts';

/**
 * Takes those out of restored books who are on the list of erased persons; returns how many rows went, undefined where the
 * list was written with another key than the one that is here.
 */
export async function eraseFromBooks(world: World): Promise<number | undefined> {
  try {
    const list = await (await world.suppressions()).current();
    if (list.isEmpty) return 0;
    const books = (await world.reports()).travelerBooks;
    const erased: string[] = [];
    for await (const id of books.travelers())
      if (list.has({ kind: 'person', affiliateId: '', id })) erased.push(id);
    return erased.length === 0 ? 0 : await books.erase(erased);
  } catch (thrown) {
    if (codeOf(thrown) === 'erasure_key_foreign') return undefined;
    throw thrown;
  }
}
