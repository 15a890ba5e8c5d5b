import type { EventType } from '../event.ts';
import { objectIn, textIn, type JsonObject } from '../json.ts';

/** The click ids of ad networks, the first that is there counts. */
const adClicks = ['gclid', 'gbraid', 'wbraid', 'msclkid'] as const;

export interface PageColumns {
  page_host: string;
  page_path: string;
  referrer_host: string;
  utm_source: string;
  utm_medium: string;
  utm_campaign: string;
  ad_click: string;
  /** Value of that parameter. */
  ad_click_id: string;
  click_id: string;
}

/**
 * Returns where an event happened and what brought the visitor there. A page event's properties describe its
 * page; those of other events may describe something else (a product's `url`), so there only the context counts.
 */
export function readPage(type: EventType, event: JsonObject): PageColumns {
  const context = objectIn(event, 'context');
  const page = objectIn(context, 'page');
  const properties = objectIn(event, 'properties');
  const isPage = type === 'page' || type === 'screen';
  const of = (name: string): string => (isPage ? textIn(properties, name) : '') || textIn(page, name);
  const url = parseUrl(of('url'));
  const query = url?.searchParams;
  const campaign = objectIn(context, 'campaign');
  const utm = (field: string, parameter: string): string =>
    textIn(campaign, field) || textOf(query, parameter);
  const adClick = adClicks.find((name) => textOf(query, name) !== '') ?? '';
  return {
    page_host: url?.hostname ?? '',
    page_path: pathOf(of('path')) || (url?.pathname ?? ''),
    referrer_host: parseUrl(of('referrer'))?.hostname ?? '',
    utm_source: utm('source', 'utm_source'),
    utm_medium: utm('medium', 'utm_medium'),
    utm_campaign: utm('name', 'utm_campaign'),
    ad_click: adClick,
    ad_click_id: textOf(query, adClick),
    click_id: textIn(properties, 'clickId') || textOf(query, 'clickId'),
  };
}

function parseUrl(text: string): URL | undefined {
  return text === '' ? undefined : (URL.parse(text) ?? undefined);
}

function textOf(query: URLSearchParams | undefined, name: string): string {
  return query?.get(name) ?? '';
}

function pathOf(path: string): string {
  return /^[^?#]*/.exec(path)?.[0] ?? '';
}
