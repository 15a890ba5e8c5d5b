import { isbot, isbotPattern } from 'isbot';

/**
 * Creates a function that returns the rule that marks a user agent as a bot, else ''. It remembers its answers:
 * telling which rule it was takes hundreds of patterns.
 */
export function createBotRule(limit = 10_000): (userAgent: string) => string {
  const seen = new Map<string, string>();
  return (userAgent) => {
    if (userAgent === '') return '';
    const known = seen.get(userAgent);
    if (known !== undefined) return known;
    const rule = isbot(userAgent) ? (isbotPattern(userAgent) ?? 'isbot') : '';
    if (seen.size >= limit) seen.clear();
    seen.set(userAgent, rule);
    return rule;
  };
}
