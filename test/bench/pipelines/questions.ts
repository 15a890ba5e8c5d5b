import { readStatements } from './sql.ts';
import { yearTo } from './world.ts';

/** A question that is put to the API and, by hand, to the published views. */
export interface Question {
  name: string;
  site: string;
  days: number;
  /** Path of the API, from the host on. */
  path: string;
  /** The fewest statements that give the same numbers. */
  statements: readonly string[];
  params: { site: string; from: Date; to: Date; zone: string };
  /** Where an answer of the API has its rows. */
  rowsIn: 'metrics' | 'points' | 'rows';
}

/** site-0000 has 20 % of the traffic and lives in Amsterdam, site-0001 1 % and lives in London. */
const sites = [
  { site: 'site-0001', zone: 'Europe/London' },
  { site: 'site-0000', zone: 'Europe/Amsterdam' },
];
const spans = [30, 365];

const shapes = [
  { name: 'overview', file: 'overview', path: 'overview?', rowsIn: 'metrics' },
  { name: 'timeseries by day', file: 'timeseries', path: 'timeseries?granularity=day&', rowsIn: 'points' },
  { name: 'breakdown by page', file: 'page', path: 'breakdown?by=page&', rowsIn: 'rows' },
  { name: 'breakdown by channel', file: 'channel', path: 'breakdown?by=channel&', rowsIn: 'rows' },
  { name: 'breakdown by campaign', file: 'campaign', path: 'breakdown?by=campaign&', rowsIn: 'rows' },
] as const;

/**
 * Every question, for a small and a large affiliate, over 30 days and over a year that end so many quarter-hours before
 * the world's does: the API keeps its answers, and what is asked for the second time measures nothing.
 */
export function listQuestions(quartersEarlier = 0): Question[] {
  const toMs = yearTo - quartersEarlier * 900_000;
  const to = new Date(toMs);
  return sites.flatMap(({ site, zone }) =>
    spans.flatMap((days) => {
      const from = new Date(toMs - days * 86_400_000);
      return shapes.map(({ name, file, path, rowsIn }) => ({
        name,
        site,
        days,
        path: `/api/affiliates/${site}/${path}from=${from.toISOString()}&to=${to.toISOString()}`,
        statements: readStatements(`hand/${file}.sql`),
        params: { site, from, to, zone },
        rowsIn,
      }));
    }),
  );
}
