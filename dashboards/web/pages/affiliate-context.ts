import { apiPath } from '../data/request.ts';
import { addDays } from '../state/days.ts';
import type { Days } from '../state/period.ts';
import type { SessionAffiliate } from '../state/session.ts';
import { formatFilter, type View } from '../state/view.ts';

/** What every page of an affiliate works with. */
export interface AffiliateContext {
  affiliate: SessionAffiliate;
  view: View;
  /** The view's period as days of the affiliate's zone. */
  days: Days;
  /** The name of a vendor of the bookings; its id where there is none, or until it is known. */
  vendorName: (vendorId: string) => string;
  /** Puts another view in the address, and so on the page. */
  show: (view: View) => void;
}

/** Returns the API's path of something of the affiliate, for the period and the filters of the view. */
export function affiliateApi(
  { affiliate, days, view }: AffiliateContext,
  what: string,
  params: Readonly<Record<string, string | undefined>> = {},
): string {
  return apiPath(`/affiliates/${encodeURIComponent(affiliate.affiliateId)}/${what}`, {
    from: days.from,
    to: addDays(days.to, 1),
    filter: view.filters.map((filter) => formatFilter(filter)),
    ...params,
  });
}

/** The view with other choices of its parts; undefined takes a choice back. */
export function withChoice(view: View, changes: Readonly<Record<string, string | undefined>>): View {
  const choices = Object.entries({ ...view.choices, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...view, choices: Object.fromEntries(choices) };
}

/** The name of an exported file: whose, what and when. */
export function fileNameFor({ affiliate, days }: AffiliateContext, what: string): string {
  return `${affiliate.affiliateId}-${what}-${days.from}-${days.to}`.replaceAll(/[^\w.-]+/g, '_');
}
