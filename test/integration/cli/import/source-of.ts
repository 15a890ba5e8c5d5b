import type { Source } from '../../../../cli/import/source.ts';

/** A file with these records. */
export function sourceOf(values: readonly unknown[]): Source {
  async function* records() {
    for (const [index, value] of values.entries()) yield { number: index + 1, text: '', value };
  }
  return { format: 'csv', records: records(), sizeBytes: 0, readBytes: () => 0 };
}
