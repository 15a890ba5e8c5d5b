/** An event as a library sends it. */
export interface Message {
  type: string;
  messageId?: string;
  timestamp?: string;
  originalTimestamp?: string;
  anonymousId?: string;
  userId?: string;
  previousId?: string;
  event?: string;
  properties?: Readonly<Record<string, unknown>>;
  context?: Context;
}

export interface Context {
  page?: { url?: string; path?: string; referrer?: string };
  userAgent?: string;
  timezone?: string;
  locale?: string;
  location?: { country?: string };
  library?: { name: string };
}

/** One request of a library. */
export interface Request {
  affiliateId: string;
  receivedAtMs: number;
  /** `/v1/batch`, or the path of one event. */
  path: string;
  sentAt?: string;
  messages: readonly Message[];
}

/** An accepted event: what the numbers are made of. */
export interface Fact {
  affiliateId: string;
  /** Corrected. */
  atMs: number;
  type: string;
  /** Of a track event. */
  event: string;
  anonymousId: string;
  userId: string;
  previousId: string;
  messageId: string;
  isBot: boolean;
  isNonInteraction: boolean;
  path: string;
  host: string;
  referrer: string;
  source: string;
  medium: string;
  campaign: string;
  /** Name and value, `gclid=1`. */
  adClick: string;
  clickId: string;
  country: string;
  device: string;
  browser: string;
  os: string;
}

/** User agents of the world: what they are. */
export const agents: Readonly<Record<string, readonly [device: string, browser: string, os: string]>> = {
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1':
    ['mobile', 'Safari', 'iOS'],
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36':
    ['desktop', 'Chrome', 'Windows'],
  'Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0': ['desktop', 'Firefox', 'Linux'],
};
export const botAgent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

const countryOfZone: Readonly<Record<string, string>> = {
  'Europe/Berlin': 'DE',
  'Europe/Paris': 'FR',
  'Australia/Lord_Howe': 'AU',
};

/** What was accepted of the requests of all: of each messageId of an affiliate the first received within 30 days. */
export function accept(requests: readonly Request[]): Fact[] {
  const seen = new Map<string, number>();
  const facts: Fact[] = [];
  for (const request of requests.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs)) {
    for (const message of request.messages) {
      const key = `${request.affiliateId}\n${message.messageId ?? ''}`;
      if (message.messageId !== undefined && seen.has(key)) continue;
      seen.set(key, request.receivedAtMs);
      facts.push(toFact(message, request));
    }
  }
  return facts;
}

function toFact(message: Message, { affiliateId, receivedAtMs, sentAt }: Request): Fact {
  const { context = {}, properties = {} } = message;
  const isPage = message.type === 'page' || message.type === 'screen';
  const page = isPage ? { ...context.page, ...properties } : { ...context.page };
  const address = typeof page.url === 'string' ? new URL(page.url) : undefined;
  const query = address?.searchParams ?? new URLSearchParams();
  const adName = ['gclid', 'gbraid', 'wbraid', 'msclkid'].find((name) => query.has(name));
  const [device, browser, os] = agents[context.userAgent ?? ''] ?? ['', '', ''];
  const clickId = properties['clickId'];
  return {
    affiliateId,
    atMs: timeOf(message, receivedAtMs, sentAt),
    type: message.type,
    event: message.event ?? '',
    anonymousId: message.anonymousId ?? '',
    userId: message.userId ?? '',
    previousId: message.previousId ?? '',
    messageId: message.messageId ?? '',
    isBot: context.userAgent === botAgent,
    isNonInteraction: properties['nonInteraction'] === true,
    path: page.path ?? address?.pathname ?? '',
    host: address?.hostname ?? '',
    referrer: page.referrer === undefined || page.referrer === '' ? '' : new URL(page.referrer).hostname,
    source: query.get('utm_source') ?? '',
    medium: query.get('utm_medium') ?? '',
    campaign: query.get('utm_campaign') ?? '',
    adClick: adName === undefined ? '' : `${adName}=${query.get(adName) ?? ''}`,
    clickId: typeof clickId === 'string' ? clickId : (query.get('clickId') ?? ''),
    country: context.location?.country ?? countryOfZone[context.timezone ?? ''] ?? '',
    device,
    browser,
    os,
  };
}

const skewedMs = 5 * 60_000;

/** The client's time; moved by what its clock was wrong when it sent, from 5 minutes on. */
function timeOf(message: Message, receivedAtMs: number, sentAt: string | undefined): number {
  const told = message.originalTimestamp ?? message.timestamp;
  if (told === undefined) return receivedAtMs;
  const library = message.context?.library?.name ?? '';
  const isTimeOfSending = library !== 'analytics-swift' && library !== 'analytics-kotlin';
  if (sentAt === undefined || !isTimeOfSending) return Date.parse(told);
  const skewMs = receivedAtMs - Date.parse(sentAt);
  return Date.parse(told) + (Math.abs(skewMs) < skewedMs ? 0 : skewMs);
}

/** An event that brings nobody in. */
export function isSilent({ type }: Pick<Fact, 'type'>): boolean {
  return type === 'identify' || type === 'group' || type === 'alias';
}
