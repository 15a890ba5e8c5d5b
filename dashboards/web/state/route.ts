/** A page and what it is about. */
export type Route =
  | { page: 'home' | 'sign-in' | 'affiliates' | 'vendors' | 'trends' | 'operations' | 'not-found' }
  | { page: 'affiliate'; id: string; tab: AffiliateTab }
  | { page: 'vendor'; id: string }
  | { page: 'vendor-month'; id: string; period: string }
  | { page: 'traveler'; id: string }
  | { page: 'traveler-year'; id: string; year: string };

export const affiliateTabs = ['overview', 'journeys', 'paths', 'retention', 'money', 'live'] as const;
export type AffiliateTab = (typeof affiliateTabs)[number];

/** Finds the page of a path; `not-found` for every path that has none. */
export function parseRoute(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [room, ...rest] = parts.map(decode);
  const [id, second, ...more] = rest;
  if (more.length > 0) return { page: 'not-found' };
  if (room === undefined) return { page: 'home' };
  if (id === undefined) {
    const page = (['sign-in', 'affiliates', 'vendors', 'trends', 'operations'] as const).find(
      (each) => each === room,
    );
    return { page: page ?? 'not-found' };
  }
  if (room === 'affiliates') {
    const tab = affiliateTabs.find((each) => each === (second ?? 'overview'));
    return tab === undefined ? { page: 'not-found' } : { page: 'affiliate', id, tab };
  }
  if (room === 'vendors') {
    if (second === undefined) return { page: 'vendor', id };
    return /^\d{4}-\d{2}$/.test(second)
      ? { page: 'vendor-month', id, period: second }
      : { page: 'not-found' };
  }
  if (room === 'travelers') {
    if (second === undefined) return { page: 'traveler', id };
    return /^\d{4}$/.test(second) ? { page: 'traveler-year', id, year: second } : { page: 'not-found' };
  }
  return { page: 'not-found' };
}

/** The path of an affiliate's page. */
export function affiliatePath(id: string, tab: AffiliateTab = 'overview'): string {
  const rest = affiliateTabs.indexOf(tab) === 0 ? [] : [tab];
  return ['/affiliates', encodeURIComponent(id), ...rest].join('/');
}

/** The path of a vendor, or of one of its months. */
export function vendorPath(id: string, period?: string): string {
  return ['/vendors', encodeURIComponent(id), ...(period === undefined ? [] : [period])].join('/');
}

/** The path of a traveler, or of one of their years. */
export function travelerPath(id: string, year?: string): string {
  return ['/travelers', encodeURIComponent(id), ...(year === undefined ? [] : [year])].join('/');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
