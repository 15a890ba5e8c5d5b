import { getTimezone } from 'countries-and-timezones';
import { toAlpha2 } from '../countries.ts';
import { objectIn, textIn, type JsonObject } from '../json.ts';
import type { AgentColumns } from './user-agent.ts';

/** Where and with what somebody visits; '' where the event does not say it. */
export interface VisitColumns extends AgentColumns {
  /** Alpha-2. */
  country: string;
  locale: string;
}

/**
 * Returns where and with what an event happened. The country is `context.location.country`, else the one to which the
 * IANA zone `context.timezone` belongs (the first that the zone database names for it). Apps whose user agent says
 * nothing have their device and system from the library's own fields.
 */
export function readVisit(context: JsonObject, readAgent: (userAgent: string) => AgentColumns): VisitColumns {
  const agent = readAgent(textIn(context, 'userAgent'));
  const told = textIn(objectIn(context, 'device'), 'type').toLowerCase();
  const isApp = told === 'ios' || told === 'android';
  return {
    country:
      toAlpha2(textIn(objectIn(context, 'location'), 'country')) ?? countryOf(textIn(context, 'timezone')),
    locale: textIn(context, 'locale'),
    device: agent.device || (isApp ? 'mobile' : ''),
    browser: agent.browser,
    os: agent.os || textIn(objectIn(context, 'os'), 'name'),
  };
}

function countryOf(zone: string): string {
  return zone === '' ? '' : (getTimezone(zone)?.countries[0] ?? '');
}
