import { formats } from '../format/reader.ts';
import type { AffiliateContext } from '../pages/affiliate-context.ts';
import { text } from '../text/en.ts';
import { FilterChips } from './filter-chips.tsx';

interface StatusLineProps {
  context: AffiliateContext;
  /** Undefined: not known yet. */
  asOf: string | null | undefined;
  /** False: what is below takes no filters, and the line says so where there are some. */
  hasFilters?: boolean;
}

/** What the numbers below are limited to, in which zone and currency, and how complete they are. */
export function StatusLine({ context, asOf, hasFilters = true }: StatusLineProps) {
  const { affiliate, view, days } = context;
  const words = [
    formats.days(days.from, days.to),
    text.overview.zone(affiliate.timezone, affiliate.currency),
    ...(asOf === undefined
      ? []
      : [
          asOf === null ? text.overview.notYet : text.overview.asOf(formats.moment(asOf, affiliate.timezone)),
        ]),
  ];
  return (
    <div class="status-line">
      {hasFilters ? (
        <FilterChips context={context} />
      ) : (
        view.filters.length > 0 && <p class="faint">{text.filter.unsupported}</p>
      )}
      <p class="faint">{words.join(' · ')}</p>
    </div>
  );
}
