import type { View } from '../../state/view.ts';

/** Where paths begin: with the first page of a visit, or with a page or event of this name. */
export type PathStart = { kind: 'first' } | { kind: 'page' | 'event'; name: string };

export const depths = [2, 3, 4, 5] as const;
export type Depth = (typeof depths)[number];
export const usualDepth: Depth = 3;

/** Reads the start out of the address: `page:/search`, `event:Product Viewed`; anything else is the first page. */
export function parseStart(text: string | undefined): PathStart {
  const [, kind, name = ''] = /^(page|event):(.+)$/s.exec(text ?? '') ?? [];
  return kind === 'page' || kind === 'event' ? { kind, name } : { kind: 'first' };
}

/** Writes a start for the address and the API; undefined for the first page. */
export function formatStart(start: PathStart): string | undefined {
  return start.kind === 'first' || start.name.trim() === '' ? undefined : `${start.kind}:${start.name}`;
}

/** How many pages the address asks for. */
export function depthOf({ choices }: View): Depth {
  return depths.find((each) => String(each) === choices['depth']) ?? usualDepth;
}
