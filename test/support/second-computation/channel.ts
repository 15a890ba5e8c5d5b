import type { Fact } from './message.ts';

const paid = ['cpc', 'ppc', 'paid', 'paidsearch', 'paidsocial', 'display', 'banner', 'cpm', 'cpv'];
const email = ['email', 'e-mail', 'newsletter'];

/** Hosts of the world that are known to be something. */
const social = ['m.facebook.com', 't.co', 'www.instagram.com'];
const search = ['www.google.co.uk', 'www.bing.com', 'duckduckgo.com'];

/** The channel of what an event says, the first rule that fits. */
export function channelOf(
  fact: Pick<Fact, 'source' | 'medium' | 'campaign' | 'adClick' | 'referrer' | 'host'>,
) {
  const [medium, source] = [fact.medium.toLowerCase(), fact.source.toLowerCase()];
  const referrer = fact.referrer.toLowerCase();
  if (paid.includes(medium) || (fact.adClick !== '' && medium === '')) return 'Paid';
  if (email.includes(medium) || email.includes(source)) return 'Email';
  if (medium === 'affiliate' || medium === 'partner') return 'Affiliate';
  if (medium === 'social' || social.includes(referrer)) return 'Social';
  if (medium === 'organic' || search.includes(referrer)) return 'Organic Search';
  if (source !== '' || medium !== '' || fact.campaign !== '') return 'Other';
  return externalReferrer(fact) === '' ? 'Direct' : 'Referral';
}

/** The referrer's host where it is another site's than the page's. */
export function externalReferrer({ referrer, host }: Pick<Fact, 'referrer' | 'host'>): string {
  return siteOf(referrer) === siteOf(host) ? '' : referrer;
}

/** The registrable domain, of the world's hosts. */
function siteOf(host: string): string {
  const labels = host.toLowerCase().split('.');
  return labels.slice(labels.at(-2) === 'co' ? -3 : -2).join('.');
}
