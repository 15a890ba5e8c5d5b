import { monthStart, today } from './days.ts';

/** The month of an address, `?month=2026-05`, or the last one that is over. */
export function monthIn(search: string): string {
  const given = new URLSearchParams(search).get('month') ?? '';
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(given) ? given : monthStart(today(Date.now(), 'UTC'), -1).slice(0, 7);
}
