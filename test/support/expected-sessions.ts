import type { RawEvent } from './raw-rows.ts';

const silent = new Set(['identify', 'group', 'alias']);
const uncounted = new Set(['Scroll Depth', 'Web Vitals']);

/** Sessions by walking through each device's events: the second way of computing what the models compute. */
export function expectedSessions(events: readonly RawEvent[]) {
  return expectedVisits(events).map((visit) => {
    const { events: _, ...session } = visit;
    return session;
  });
}

/** The same sessions with their events. */
export function expectedVisits(events: readonly RawEvent[]) {
  const devices = Map.groupBy(events, (event) => event.anonymousId ?? '');
  return [...devices.entries()]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([device, own]) => walk(own).map((session) => describe(device, session)))
    .filter((session) => session !== undefined);
}

function walk(events: readonly RawEvent[]): RawEvent[][] {
  const sorted = events.toSorted((left, right) =>
    `${left.timestamp}${left.messageId}` < `${right.timestamp}${right.messageId}` ? -1 : 1,
  );
  const sessions: RawEvent[][] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const event of sorted) {
    const at = Date.parse(event.timestamp);
    if (at - lastAt >= 30 * 60_000) sessions.push([]);
    sessions.at(-1)?.push(event);
    lastAt = at;
  }
  return sessions;
}

function describe(device: string, session: readonly RawEvent[]) {
  const loud = session.filter((event) => !silent.has(event.type ?? 'page'));
  const [first] = loud;
  const [start] = session;
  const end = session.at(-1);
  if (!first || !start || !end) return undefined;
  const counting = loud.filter(
    (event) => event.isNonInteraction !== true && !uncounted.has(event.event ?? ''),
  );
  return {
    anonymous_id: device,
    started_at: start.timestamp,
    channel: channelOf(first),
    landing_page: first.path ?? '/',
    exit_page: loud.findLast((event) => event.path !== '')?.path ?? '',
    country: first.country ?? '',
    is_bounce: counting.length === 1,
    events: loud,
    duration_ms: Date.parse(end.timestamp) - Date.parse(start.timestamp),
  };
}

/** Only as far as the generated events go. */
function channelOf(event: RawEvent): string {
  const medium = (event.utmMedium ?? '').toLowerCase();
  const source = (event.utmSource ?? '').toLowerCase();
  if (medium === 'cpc' || (medium === '' && (event.adClick ?? '') !== '')) return 'Paid';
  if (medium === 'email' || source === 'newsletter') return 'Email';
  if (medium === 'partner') return 'Affiliate';
  if (event.referrerHost === 'm.facebook.com') return 'Social';
  if (event.referrerHost === 'www.google.co.uk') return 'Organic Search';
  if (medium !== '' || source !== '' || (event.utmCampaign ?? '') !== '') return 'Other';
  if (event.referrerHost === 'blog.example.org') return 'Referral';
  return 'Direct';
}
