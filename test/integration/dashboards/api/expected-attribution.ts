import type { RawEvent } from '../../../support/raw-rows.ts';
import type { RawWorld } from './raw-world.ts';

const dayMs = 86_400_000;

/** What brought somebody, when. */
export interface Touch {
  at: number;
  person: string;
  campaign: string;
  channel: string;
  source: string;
}

/** Only as far as the world goes. */
function channelOf(event: RawEvent): string {
  const medium = event.utmMedium ?? '';
  if (medium === 'cpc' || ((event.adClick ?? '') !== '' && medium === '')) return 'Paid';
  if (medium === 'email' || event.utmSource === 'newsletter') return 'Email';
  if (medium === 'partner') return 'Affiliate';
  if (event.referrerHost === 'm.facebook.com') return 'Social';
  if (event.referrerHost === 'www.google.co.uk') return 'Organic Search';
  if (`${medium}${event.utmSource ?? ''}${event.utmCampaign ?? ''}` !== '') return 'Other';
  return event.referrerHost === 'blog.example.org' ? 'Referral' : 'Direct';
}

/** What an event brings: a campaign, an ad click, another site. */
function bringsOf(event: RawEvent): string[] {
  const campaign = [event.utmSource, event.utmMedium, event.utmCampaign].map((part) => part ?? '').join('|');
  const referrer = event.referrerHost ?? '';
  return [
    ...(campaign === '||' ? [] : [`campaign ${campaign}`]),
    ...((event.adClickId ?? '') === '' ? [] : [`click ${event.adClickId}`]),
    ...(referrer === '' || referrer.endsWith('shop.example') ? [] : [`referrer ${referrer}`]),
  ];
}

/** Every touch of a world in order, by walking through each device's events. */
export function touchesOf(world: RawWorld): Touch[] {
  const found: Touch[] = [];
  const put = (timestamp: string, event: RawEvent) =>
    found.push({
      at: Date.parse(timestamp),
      person: world.person({ anonymousId: event.anonymousId ?? '', userId: '', timestamp }),
      campaign: event.utmCampaign ?? '',
      channel: channelOf(event),
      source: event.utmSource ?? '',
    });
  const own = world.events.filter((event) => event.botRule === '' && (event.anonymousId ?? '') !== '');
  for (const device of Map.groupBy(own, (event) => event.anonymousId).values()) {
    let start = '';
    let lastAt = Number.NEGATIVE_INFINITY;
    let had: Set<string> | undefined;
    for (const event of device.toSorted((a, b) =>
      `${a.timestamp}${a.messageId}` < `${b.timestamp}${b.messageId}` ? -1 : 1,
    )) {
      const at = Date.parse(event.timestamp);
      if (at - lastAt >= 30 * 60_000) {
        start = event.timestamp;
        had = undefined;
      }
      lastAt = at;
      if (event.type === 'identify') continue;
      const brings = bringsOf(event);
      if (had === undefined) put(start, event);
      else if (brings.some((each) => had?.has(each) === false)) put(event.timestamp, event);
      had = new Set([...(had ?? []), ...brings]);
    }
  }
  return found.toSorted((a, b) => a.at - b.at);
}

function weightsOf(model: string, path: readonly Touch[], bookedAt: number): number[] {
  const last = path.length - 1;
  const known = path.findLastIndex((touch) => touch.channel !== 'Direct');
  return path.map((touch, index) => {
    if (model === 'first') return index === 0 ? 1 : 0;
    if (model === 'last') return index === (known < 0 ? last : known) ? 1 : 0;
    if (model === 'linear') return 1 / path.length;
    if (model === 'decay') return 0.5 ** ((bookedAt - touch.at) / (7 * dayMs));
    if (path.length < 3) return 1 / path.length;
    return index === 0 || index === last ? 0.4 : 0.2 / (path.length - 2);
  });
}

/** Credit by key, and of bookings without a touch, by walking through each booking's touches. */
export function expectedCredit(
  touches: readonly Touch[],
  bookings: readonly { person: string; bookedAt: number }[],
  { model, by, days }: { model: string; by: 'campaign' | 'channel' | 'source'; days: number },
): { credit: Map<string, number>; without: number; longest: number } {
  const credit = new Map<string, number>();
  let without = 0;
  let longest = 0;
  for (const { person, bookedAt } of bookings) {
    const path = touches.filter(
      (touch) => touch.person === person && touch.at >= bookedAt - days * dayMs && touch.at < bookedAt,
    );
    longest = Math.max(longest, path.length);
    const weights = weightsOf(model, path, bookedAt);
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    if (path.length === 0) without += 1;
    for (const [index, touch] of path.entries()) {
      credit.set(touch[by], (credit.get(touch[by]) ?? 0) + (weights[index] ?? 0) / whole);
    }
  }
  return { credit: new Map([...credit].filter(([, sum]) => sum > 0)), without, longest };
}
