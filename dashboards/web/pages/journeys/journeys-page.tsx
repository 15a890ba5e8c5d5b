import { StatusLine } from '../../parts/status-line.tsx';
import type { AffiliateContext } from '../affiliate-context.ts';
import { AttributionCard } from './attribution-card.tsx';
import { FunnelCard } from './funnel-card.tsx';

/** How visitors come to a booking, and what brought them. */
export function JourneysPage({ context }: { context: AffiliateContext }) {
  return (
    <>
      <StatusLine context={context} asOf={undefined} />
      <FunnelCard context={context} />
      <AttributionCard context={context} />
    </>
  );
}
