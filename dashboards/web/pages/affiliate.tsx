import { useMemo } from 'preact/hooks';
import type { VendorName } from '../../api/affiliate-vendors.ts';
import { apiPath } from '../data/request.ts';
import { useData } from '../data/use-data.ts';
import { go } from '../state/location.ts';
import { daysOf } from '../state/period.ts';
import type { AffiliateTab } from '../state/route.ts';
import type { SessionAffiliate } from '../state/session.ts';
import { formatView, parseView, type View } from '../state/view.ts';
import { Controls } from '../parts/controls.tsx';
import { text } from '../text/en.ts';
import { JourneysPage } from './journeys/journeys-page.tsx';
import { LivePage } from './live/live-page.tsx';
import { MoneyPage } from './money/money-page.tsx';
import { OverviewPage } from './overview.tsx';
import { PathsPage } from './paths/paths-page.tsx';
import { RetentionPage } from './retention/retention-page.tsx';
import type { AffiliateContext } from './affiliate-context.ts';

interface AffiliatePageProps {
  affiliate: SessionAffiliate;
  tab: AffiliateTab;
  search: string;
}

/** What chooses its time itself, or has none to choose. */
const ownTimes: ReadonlySet<AffiliateTab> = new Set(['live', 'retention']);

/** One affiliate's pages: what they share is the period, the filters, the zone and the currency. */
export function AffiliatePage({ affiliate, tab, search }: AffiliatePageProps) {
  const path = apiPath(`/affiliates/${encodeURIComponent(affiliate.affiliateId)}/vendors`);
  const vendors = useData<{ vendors: VendorName[] }>(path).value?.vendors;
  const context = useMemo((): AffiliateContext => {
    const view = parseView(search);
    const show = (next: View): void => go(`${location.pathname}${formatView(next)}`);
    const names = new Map(vendors?.map(({ vendorId, name }) => [vendorId, name]));
    const vendorName = (id: string): string => {
      const name = names.get(id) ?? '';
      return name === '' ? id : name;
    };
    const days = daysOf(view.period, Date.now(), affiliate.timezone);
    return { affiliate, view, show, days, vendorName };
  }, [affiliate, search, vendors]);
  return (
    <>
      <header class="page-head">
        <h1>{text.nav[tab]}</h1>
        {!ownTimes.has(tab) && <Controls context={context} hasComparison={tab === 'overview'} />}
      </header>
      {tab === 'overview' && <OverviewPage context={context} />}
      {tab === 'journeys' && <JourneysPage context={context} />}
      {tab === 'paths' && <PathsPage context={context} />}
      {tab === 'retention' && <RetentionPage context={context} />}
      {tab === 'live' && <LivePage context={context} />}
      {tab === 'money' && <MoneyPage context={context} />}
    </>
  );
}
