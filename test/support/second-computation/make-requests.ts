import { agents, botAgent, type Context, type Message, type Request } from './message.ts';
import type { Random } from './random.ts';

export interface VisitsPlan {
  affiliateId: string;
  fromMs: number;
  toMs: number;
  bursts: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const referrers = [
  '',
  '',
  '',
  'https://www.google.co.uk/search?q=a',
  'https://m.facebook.com/',
  'https://t.co/x1',
  'https://blog.example.org/post',
  'https://www.shop.example/other',
  'https://duckduckgo.com/',
] as const;
const marks = [
  '',
  '',
  '',
  '?utm_source=google&utm_medium=cpc&utm_campaign=spring',
  '?utm_source=Newsletter&utm_campaign=easter',
  '?utm_medium=Partner&utm_source=blog',
  '?utm_medium=organic',
  '?utm_campaign=autumn',
  '?gclid=g1',
  '?msclkid=m2&utm_medium=email',
  '?utm_medium=social&gbraid=b',
] as const;
const zones = ['', 'Europe/Berlin', 'Europe/Paris', 'Australia/Lord_Howe'] as const;
const names = [
  'Product Viewed',
  'Offer Clicked',
  'Link Clicked',
  'Search',
  'Scroll Depth',
  'Web Vitals',
] as const;
const kinds = ['page', 'page', 'page', 'screen', 'track', 'track', 'track', 'identify', 'group'] as const;
const paths = ['/', '/search', '/hotel', '/checkout'] as const;

interface Told {
  /** The true time of the event. */
  atMs: number;
  message: Message;
}

/** The requests of one affiliate's visitors: several devices a person, skewed clocks, late and repeated sendings. */
export function makeRequests(random: Random, plan: VisitsPlan): Request[] {
  const { affiliateId } = plan;
  const requests: Request[] = [];
  let made = 0;
  const nextId = (): { messageId?: string } => {
    made += 1;
    return random.once(40) ? {} : { messageId: `${affiliateId}-m${made}` };
  };
  for (let burst = 0; burst < plan.bursts; burst += 1) {
    const told = tellBurst(random, plan, nextId);
    requests.push(...send(random, affiliateId, told));
  }
  for (const [index, [previousId, userId]] of [
    ['u0', 'u1'],
    ['u2', 'u1'],
    ['u4', 'u5'],
  ].entries()) {
    const message: Message = {
      type: 'alias',
      messageId: `${affiliateId}-alias-${index}`,
      previousId: previousId ?? '',
      userId: userId ?? '',
      timestamp: new Date(plan.toMs).toISOString(),
    };
    requests.push({ affiliateId, receivedAtMs: plan.toMs + index, path: '/v1/alias', messages: [message] });
  }
  return requests;
}

/** Page views of the last 40 minutes and a few of the last four, each sent at once; some devices have been there before. */
export function makeLatest(random: Random, affiliateId: string, nowMs: number): Request[] {
  return Array.from({ length: 30 }, (_, index): Request => {
    const atMs = nowMs - 1 - random.below((index < 6 ? 4 : 40) * minuteMs);
    const message: Message = {
      type: random.once(5) ? 'identify' : 'page',
      messageId: `${affiliateId}-latest-${index}`,
      anonymousId: `d${random.below(40)}`,
      timestamp: new Date(atMs).toISOString(),
      context: {
        userAgent: random.once(8) ? botAgent : (Object.keys(agents)[0] ?? ''),
        page: { url: 'https://shop.example/', path: '/' },
      },
    };
    return { affiliateId, receivedAtMs: atMs + 1, path: `/v1/${message.type}`, messages: [message] };
  });
}

/** A few events of one device, or of a server that knows the user only; gaps around half an hour end sessions. */
function tellBurst(random: Random, plan: VisitsPlan, nextId: () => { messageId?: string }): Told[] {
  const device = random.below(24);
  const isServer = random.once(15);
  const isBot = random.once(20);
  const user = `u${Math.floor(device / 2 + (random.once(6) ? 1 : 0))}`;
  const anonymousId = isBot ? `bot${device}` : `d${device}`;
  const context: Context = {
    userAgent: isBot ? botAgent : (Object.keys(agents)[device % 3] ?? ''),
    ...(device % 5 === 0
      ? { location: { country: 'NL' } }
      : { timezone: zones[device % zones.length] ?? '' }),
    locale: 'en',
    library: { name: random.once(5) ? 'analytics-swift' : 'analytics.js' },
  };
  const told: Told[] = [];
  let atMs =
    plan.fromMs + random.below(40) * Math.floor((plan.toMs - plan.fromMs) / 40) + random.below(50 * minuteMs);
  for (let step = random.below(8); step >= 0; step -= 1) {
    const type = random.pick(kinds);
    const path = random.pick(paths);
    const mark = random.once(2) ? random.pick(marks) : '';
    const clicked = random.once(6) ? { clickId: `c${random.below(20)}` } : {};
    const properties = { ...clicked, ...(random.once(12) ? { nonInteraction: true } : {}) };
    const hasUser = isServer || type === 'identify' || random.once(9);
    told.push({
      atMs,
      message: {
        type,
        ...nextId(),
        ...(isServer ? {} : { anonymousId }),
        ...(hasUser ? { userId: user } : {}),
        ...(type === 'track' ? { event: random.pick(names) } : {}),
        properties,
        context: {
          ...context,
          page: { url: `https://shop.example${path}${mark}`, path, referrer: random.pick(referrers) },
        },
      },
    });
    const isPause = random.once(5);
    atMs += isPause ? 28 * minuteMs + random.below(5 * minuteMs) : 1 + random.below(6 * minuteMs);
    if (random.once(25)) atMs = (told.at(-1)?.atMs ?? 0) + 30 * minuteMs;
  }
  return told;
}

/** Sends events as a library does: alone or in batches, at once or days later, once or more often. */
function send(random: Random, affiliateId: string, told: readonly Told[]): Request[] {
  const lastMs = told.at(-1)?.atMs ?? 0;
  const skewMs = random.pick([0, 0, 0, 2 * minuteMs, -2 * minuteMs, 3_600_000, -45 * minuteMs]);
  const lateMs = random.once(6) ? random.below(5 * dayMs) : random.below(20_000);
  const first = random.below(1_000_000);
  const requests: Request[] = [];
  const groups = random.once(3) ? told.map((each) => [each]) : [told];
  for (const [index, group] of groups.entries()) {
    const sentMs = lastMs + lateMs + index * 40 + 1;
    const receivedAtMs = sentMs + (first % 400) + 1;
    const messages = group.map(({ atMs, message }, place) => {
      const name = (first + place) % 7 === 0 ? 'originalTimestamp' : 'timestamp';
      return { ...message, [name]: new Date(atMs + skewMs).toISOString() };
    });
    const isSwift = messages[0]?.context?.library?.name === 'analytics-swift';
    // Swift and Kotlin write down when they closed the file, which may be long before they send it.
    const sentAt = new Date(sentMs + skewMs - (isSwift ? 3_600_000 : 0)).toISOString();
    const [only] = messages;
    const path = messages.length === 1 && only !== undefined ? `/v1/${only.type}` : '/v1/batch';
    const request = { affiliateId, receivedAtMs, path, sentAt, messages };
    requests.push(request);
    if (random.once(4)) {
      const changed = messages.map((each) =>
        each.messageId === undefined || each.anonymousId === undefined ? each : { ...each, userId: 'u9' },
      );
      const again = changed.filter((each) => each.messageId !== undefined);
      const againMs = receivedAtMs + 1 + random.below(random.once(3) ? 20 * dayMs : 90_000);
      if (again.length > 0)
        requests.push({ ...request, path: '/v1/batch', receivedAtMs: againMs, messages: again });
    }
  }
  return requests;
}
