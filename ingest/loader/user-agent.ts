import { parse } from 'bowser';

/** What a user agent tells of itself; '' where it does not. */
export interface AgentColumns {
  /** mobile, tablet, desktop or tv. */
  device: string;
  /** Name without a version, e.g. Safari. */
  browser: string;
  /** Name without a version, e.g. iOS. */
  os: string;
}

const nothing: AgentColumns = { device: '', browser: '', os: '' };

/**
 * Creates a function that reads a user agent. It remembers its answers, since few user agents send most events.
 *
 * @example createAgentReader()('Mozilla/5.0 (iPhone; ...') // { device: 'mobile', browser: 'Safari', os: 'iOS' }
 */
export function createAgentReader(limit = 10_000): (userAgent: string) => AgentColumns {
  const seen = new Map<string, AgentColumns>();
  return (userAgent) => {
    if (userAgent === '') return nothing;
    const known = seen.get(userAgent);
    if (known !== undefined) return known;
    const { platform, browser, os } = parse(userAgent);
    const agent = { device: platform.type ?? '', browser: browser.name ?? '', os: os.name ?? '' };
    if (seen.size >= limit) seen.clear();
    seen.set(userAgent, agent);
    return agent;
  };
}
