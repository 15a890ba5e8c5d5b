import { text } from '../text/en.ts';

const words: Readonly<Record<string, string>> = text.reports.states;

/** How a month or year stands, as a word with a colour behind it. */
export function StateBadge({ state }: { state: string }) {
  return <span class={`badge ${state}`}>{stateTitle(state)}</span>;
}

export function stateTitle(state: string): string {
  return words[state] ?? state;
}
