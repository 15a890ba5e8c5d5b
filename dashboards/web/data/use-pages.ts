import { useEffect, useState } from 'preact/hooks';
import { useData, type Loaded } from './use-data.ts';

/** A long answer that comes in pages: those that were read, in order. */
export interface Pages<T> extends Loaded<readonly T[]> {
  /** Reads the next page; undefined where there is none. */
  more: (() => void) | undefined;
}

interface Kept<T> {
  path: string | undefined;
  pages: readonly T[];
}

/** Asks for a path of the API that answers in pages, the first one at once. Another path begins anew. */
export function usePages<T extends { next: string | null }>(path: string | undefined): Pages<T> {
  const [asked, setAsked] = useState<{ path: string; cursor: string }>();
  const cursor = asked !== undefined && asked.path === path ? asked.cursor : undefined;
  const page = useData<T>(path === undefined ? undefined : withCursor(path, cursor));
  const [kept, setKept] = useState<Kept<T>>({ path: undefined, pages: [] });
  const { value, isLoading } = page;
  useEffect(() => {
    if (value === undefined || isLoading) return;
    setKept((last) => {
      const before = cursor !== undefined && last.path === path ? last.pages : [];
      return before.includes(value) ? last : { path, pages: [...before, value] };
    });
  }, [value, isLoading]);
  const isBehind = path !== undefined && kept.path !== path;
  const next = kept.pages.at(-1)?.next ?? null;
  return {
    value: kept.pages.length === 0 ? undefined : kept.pages,
    fault: page.fault,
    isLoading: isLoading || (isBehind && page.fault === undefined),
    retry: page.retry,
    more: next === null || path === undefined ? undefined : () => setAsked({ path, cursor: next }),
  };
}

function withCursor(path: string, cursor: string | undefined): string {
  if (cursor === undefined) return path;
  return `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
}
