import { expect } from 'vitest';
import type { TestApi } from '../dashboards/api/start-api.ts';

/** An answer of the API about an affiliate. */
export interface Answer {
  metrics: object;
  points: object[];
  steps: object[];
  rows: Row[];
  [name: string]: unknown;
}

export type Row = { key: string } & Record<string, string | number | null>;

/** Asks a path below `/api/affiliates/` as an admin. */
export type Ask = <T = Answer>(
  path: string,
  query: Readonly<Record<string, string>>,
  filters?: readonly string[],
) => Promise<T>;

/** Creates an asker; what is not answered with 200 fails the test. */
export function createAsk({ get }: TestApi): Ask {
  return async (path, query, filters = []) => {
    const params = new URLSearchParams(query);
    for (const filter of filters) params.append('filter', filter);
    const answer = await get(`/api/affiliates/${path}?${params.toString()}`, { sub: 'ops', role: 'admin' });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
}
