import type { Breakdown } from '../../api/breakdown.ts';
import { useData } from '../data/use-data.ts';
import { affiliateApi, type AffiliateContext } from './affiliate-context.ts';

const offered = '100';

export interface PageNames {
  /** They are known, or cannot be. */
  isReady: boolean;
  /** The most frequent first. */
  names: readonly string[];
}

/** Asks for the names of pages or events that there are in the period, whatever it is limited to. */
export function usePageNames(context: AffiliateContext, by: 'page' | 'event'): PageNames {
  const found = useData<Breakdown>(
    affiliateApi(context, 'breakdown', { by, limit: offered, filter: undefined }),
  );
  const keys = (found.value?.rows ?? []).map((row) => String(row['key']));
  return {
    isReady: found.value !== undefined || found.fault !== undefined,
    names: keys.filter((key) => key !== ''),
  };
}
