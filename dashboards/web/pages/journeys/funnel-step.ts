/** A step of a funnel as the API reads it: `page:/search`, `event:Product Viewed`, `booking`. */
export interface FunnelStep {
  kind: 'page' | 'event' | 'booking';
  name: string;
}

export const maxSteps = 10;

/** Reads steps out of the address; those that are none are left out. */
export function parseSteps(text: string): FunnelStep[] {
  return text.split(',').flatMap((part): FunnelStep[] => {
    const [, kind, name = ''] = /^\s*(page|event|booking)(?::(.*))?$/.exec(part) ?? [];
    return kind === 'page' || kind === 'event' || kind === 'booking' ? [{ kind, name }] : [];
  });
}

/** Writes steps for the address. */
export function formatSteps(steps: readonly FunnelStep[]): string {
  return steps.map(({ kind, name }) => (kind === 'booking' ? kind : `${kind}:${name}`)).join(',');
}

/** What the API can be asked: the steps that have a name. */
export function askedSteps(steps: readonly FunnelStep[]): FunnelStep[] {
  return steps.filter(({ kind, name }) => kind === 'booking' || name.trim() !== '').slice(0, maxSteps);
}
