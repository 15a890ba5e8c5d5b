import type { AffiliateContext } from '../pages/affiliate-context.ts';
import { dimensionTitle, keyTitle } from '../metric/dimension.ts';
import type { Filter } from '../state/view.ts';
import { text } from '../text/en.ts';
import { Icon } from './icon.tsx';

/** What the numbers are limited to; each can be taken away. */
export function FilterChips({ context }: { context: AffiliateContext }) {
  const { view, show, vendorName } = context;
  if (view.filters.length === 0) return null;
  return (
    <ul class="chips" aria-label={text.filter.label}>
      {view.filters.map((filter) => (
        <li key={`${filter.by}-${filter.is}`}>
          <button
            type="button"
            class="chip"
            aria-label={text.filter.remove(inWords(filter, vendorName))}
            onClick={() => show({ ...view, filters: view.filters.filter((each) => each !== filter) })}
          >
            <span>
              {dimensionTitle(filter.by)} {filter.is === 'eq' ? text.filter.is : text.filter.isNot}{' '}
              <strong>{valuesOf(filter, vendorName)}</strong>
            </span>
            <Icon name="close" />
          </button>
        </li>
      ))}
      {view.filters.length > 1 && (
        <li>
          <button type="button" class="button quiet" onClick={() => show({ ...view, filters: [] })}>
            {text.filter.clear}
          </button>
        </li>
      )}
    </ul>
  );
}

type VendorName = AffiliateContext['vendorName'];

function inWords(filter: Filter, vendorName: VendorName): string {
  const is = filter.is === 'eq' ? text.filter.is : text.filter.isNot;
  return `${dimensionTitle(filter.by)} ${is} ${valuesOf(filter, vendorName)}`;
}

function valuesOf(filter: Filter, vendorName: VendorName): string {
  return filter.values.map((value) => keyTitle(filter.by, value, vendorName)).join(text.filter.or);
}
