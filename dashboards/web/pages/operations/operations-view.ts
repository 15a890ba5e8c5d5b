import { go } from '../../state/location.ts';

/** What of operations is looked at, all of it in the address. */
export interface OperationsView {
  get: (name: string) => string | undefined;
  /** Puts choices in the address; undefined takes one back. */
  show: (changes: Readonly<Record<string, string | undefined>>) => void;
}

/** Rows of a card that are shown before one asks for all of them. */
export const rowsAtFirst = 8;

/** Reads the address of the page. */
export function viewOf(search: string): OperationsView {
  return {
    get: (name) => new URLSearchParams(search).get(name) ?? undefined,
    show: (changes) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined) next.delete(name);
        else next.set(name, value);
      }
      const query = next.toString();
      go(`/operations${query === '' ? '' : `?${query}`}`);
    },
  };
}
