import { toInstant } from '../../infra/clock.ts';
import { invalidField } from '../../infra/http/problem.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { filterModels, filterParams } from './filter-params.ts';
import { describeFilters, type Filters } from './filter.ts';
import type { Range } from './range/range.ts';
import { rangeParams, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** Where sessions go on from a page or event, or from their first page. */
export interface Paths {
  from: string;
  to: string;
  tz: string;
  asOf: string | null;
  /** As it was asked for; null: the first page of each session. */
  start: string | null;
  /** Sessions with the start in the range. */
  sessions: number;
  /** The most frequent first. */
  rows: {
    /** The pages that follow, in order. */
    pages: string[];
    /** The session has no further page in the range. */
    ends: boolean;
    sessions: number;
    /** Of all sessions with the start. */
    share: number;
  }[];
  next: string | null;
}

/** A page that is viewed or a track event. */
export interface PathStart {
  kind: 'page' | 'event';
  name: string;
}

/**
 * Reads the parameter `start`.
 *
 * @throws {Problem} 400 for anything but a page or an event.
 * @example parsePathStart('page:/search')
 */
export function parsePathStart(text: string): PathStart {
  const [, kind, name = ''] = /^(page|event):(.+)$/s.exec(text) ?? [];
  if (kind === 'page' || kind === 'event') return { kind, name };
  throw invalidField('start', 'must be page:<path> or event:<name>');
}

export interface PathsRequest {
  range: Range;
  filters: Filters;
  start: PathStart | undefined;
  /** Most pages of a path. */
  depth: number;
  limit: number;
  cursor?: string;
}

interface PathRow {
  pages: string[];
  ends: boolean;
  sessions: number;
  all_sessions: number;
}

const models = ['clean_events', 'session_fragments'];

/**
 * Computes one page of paths.
 *
 * @throws {Problem} 400 for a cursor of another question.
 */
export async function readPaths(
  reader: Reader,
  scope: AffiliateScope,
  request: PathsRequest,
): Promise<Paths> {
  const { range, filters, start, depth, limit } = request;
  const named = start === undefined ? null : `${start.kind}:${start.name}`;
  const question = [
    scope.affiliateId,
    range.fromMs,
    range.toMs,
    'paths',
    named,
    depth,
    describeFilters(filters),
  ];
  const offset = request.cursor === undefined ? 0 : decodeCursor(request.cursor, question.join('|'));
  const [asOf, found] = await Promise.all([
    reader.asOf([...new Set([...models, ...filterModels(filters, { bookings: false })])]),
    reader.affiliate<PathRow>(scope, 'paths', {
      ...filterParams(filters),
      ...rangeParams(range),
      startKind: start?.kind ?? '',
      startName: start?.name ?? '',
      depth,
      limit: limit + 1,
      offset,
    }),
  ]);
  const sessions = found[0]?.all_sessions ?? 0;
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    asOf,
    start: named,
    sessions,
    rows: found.slice(0, limit).map((row) => ({
      pages: row.pages,
      ends: row.ends,
      sessions: row.sessions,
      share: row.sessions / sessions,
    })),
    next: found.length > limit ? encodeCursor(offset + limit, question.join('|')) : null,
  };
}
