import type { Warehouse } from '../warehouse/client.ts';
import { readEveryFeed, readInput, type InputState } from './inputs.ts';
import type { ModelInput, SlicedModel } from './model.ts';
import { readAllPublished, readPublished, type PublishedSlice } from './published.ts';

/** What a plan compares: what the ledger says exists, and what inputs hold. */
export interface Readings {
  published(model: string): Promise<readonly PublishedSlice[]>;
  input(input: ModelInput, model: SlicedModel, logicalNow: string): Promise<InputState>;
}

export interface PassReadings extends Readings {
  /** A model was built: what it holds and hands on is read again. */
  built(model: string): void;
}

/** Reads everything when it is asked for. */
export function readAnew(warehouse: Warehouse): Readings {
  return {
    published: (model) => readPublished(model, warehouse),
    input: (input, model, logicalNow) => readInput(input, model, logicalNow, warehouse),
  };
}

/**
 * Reads for a pass over many models, most of which have nothing to do: the ledger and what models hand on in one
 * statement each, all else once. What changes behind it, other than by {@link PassReadings.built}, is for the next pass:
 * a run then records that it was built from less than it has read, and is due once more.
 */
export function readForPass(warehouse: Warehouse): PassReadings {
  const anew = readAnew(warehouse);
  const rebuilt = new Set<string>();
  const [ledgers, feeds, inputs] = [
    keep<Awaited<ReturnType<typeof readAllPublished>>>(),
    keep<Awaited<ReturnType<typeof readEveryFeed>>>(),
    keep<InputState>(),
  ];
  const allPublished = () => ledgers.once('', () => readAllPublished(warehouse));
  return {
    built(model) {
      rebuilt.add(model);
      inputs.forget(`${model} by `);
    },
    async published(model) {
      return rebuilt.has(model) ? anew.published(model) : ((await allPublished()).get(model) ?? []);
    },
    async input(input, model, logicalNow) {
      const read = () => anew.input(input, model, logicalNow);
      switch (input.from) {
        case 'loader':
          return inputs.once(`loader ${input.column}`, read);
        case 'table':
          return inputs.once(`table ${input.table}`, read);
        case 'clock':
          return read();
        case 'model':
        case 'previous': {
          const of = input.from === 'model' ? input.model : model.name;
          if (rebuilt.has(of)) return inputs.once(`${of} by ${input.feed}`, read);
          // The ledger first, as everywhere: what is built between the two is due once more, never missed.
          await allPublished();
          const handedOn = await feeds.once('', () => readEveryFeed(warehouse));
          return handedOn.get(of)?.get(input.feed) ?? new Map();
        }
      }
    },
  };
}

/** Keeps what was read by a key; what failed for now is tried again by who asks next. */
function keep<T>(): { once(key: string, read: () => Promise<T>): Promise<T>; forget(prefix: string): void } {
  const kept = new Map<string, Promise<T>>();
  return {
    once(key, read) {
      const reading = kept.getOrInsertComputed(key, read);
      reading.catch(() => kept.delete(key));
      return reading;
    },
    forget(prefix) {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
    },
  };
}
