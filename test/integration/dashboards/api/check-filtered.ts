import { expect } from 'vitest';
import { expectedCredit, touchesOf } from './expected-attribution.ts';
import {
  expectFiltered,
  isBookingSelected,
  isSelected,
  traitsOf,
  type AskedFilter,
  type WalkedWorld,
} from './expected-filtered.ts';
import { expectedFunnel, expectedRetention, momentsOf, writtenCohorts } from './expected-journeys.ts';

/** Asks a path of the affiliate under the question's filters; `more` are its other parameters. */
export type Ask = (path: string, more: Record<string, string>) => Promise<Answer>;
interface Answer {
  rows: Row[];
  next: string | null;
  cohorts: { at: string }[];
  [name: string]: unknown;
}
type Row = Record<string, string | number | null>;

/** A question about a range: what is asked and over which time. */
export interface Question {
  walked: WalkedWorld;
  asked: readonly AskedFilter[];
  fromMs: number;
  toMs: number;
  zone: string;
}

const dayMs = 86_400_000;
const steps = ['page:/', 'page:/search', 'event:Product Viewed', 'booking'];

/** Holds a funnel of a week's window to a walk over the selected sessions' events and the selected bookings. */
export async function checkFunnel(ask: Ask, question: Question, count: number): Promise<number> {
  const { walked, asked, fromMs, toMs } = question;
  const isIn = (at: number) => at >= fromMs && at < toMs + 7 * dayMs;
  const chosen = steps.slice(-count);
  const events = walked.events.filter(({ session }) => isSelected(session, asked, isIn));
  const bookings = walked.bookings
    .filter((booking) => booking.isOwned && isBookingSelected(booking, asked))
    .map((booking) => ({ ...booking, at: booking.bookedAt }));
  const expected = expectedFunnel(
    chosen,
    chosen.map((step) => momentsOf(step, events, bookings)),
    { fromMs, toMs, windowMs: 7 * dayMs },
  );
  const found = await ask('funnel', { steps: chosen.join(','), window: '7d' });
  expect(found['steps']).toEqual(expected);
  return expected[0]?.visitors ?? 0;
}

/** Holds retention to a walk over the selected sessions. */
export async function checkRetention(ask: Ask, question: Question, unit: 'week' | 'month'): Promise<void> {
  const { walked, asked, zone } = question;
  const visits = walked.sessions
    .filter((session) => isSelected(session, asked, () => true))
    .map((session) => ({
      person: walked.world.person({
        anonymousId: session.anonymous_id,
        userId: '',
        timestamp: session.started_at,
      }),
      at: Date.parse(session.started_at),
    }));
  const found = await ask('retention', { unit });
  const cohorts = found.cohorts;
  const fromMs = Date.parse(String(found['from']));
  const toMs = Date.parse(String(found['to']));
  const expected = expectedRetention(visits, { unit, zone, fromMs, toMs });
  expect(cohorts).toEqual(
    writtenCohorts(
      expected,
      cohorts.map((cohort) => Date.parse(cohort.at)),
    ),
  );
}

/** Holds attribution to a walk over the touches of the selected bookings. */
export async function checkAttribution(ask: Ask, question: Question, model: string): Promise<void> {
  const { walked, asked, fromMs, toMs } = question;
  const bookings = walked.bookings.filter(
    (each) =>
      each.isOwned && each.bookedAt >= fromMs && each.bookedAt < toMs && isBookingSelected(each, asked),
  );
  const expected = expectedCredit(touchesOf(walked.world), bookings, { model, by: 'channel', days: 30 });
  const { rows, unattributed } = await ask('attribution', { model, by: 'channel', window: '30d' });
  expect(rows.map((row) => String(row['key'])).toSorted()).toEqual([...expected.credit.keys()].toSorted());
  for (const row of rows) {
    expect(row['credit']).toBeCloseTo(expected.credit.get(String(row['key'])) ?? 0, 3);
  }
  expect(unattributed).toMatchObject({ credit: expected.without });
}

/** Holds paths to a walk through the views of each selected session. */
export async function checkPaths(
  ask: Ask,
  question: Question,
  start: string,
  depth: number,
): Promise<number> {
  const { walked, asked, fromMs, toMs } = question;
  const isIn = (at: number) => at >= fromMs && at < toMs;
  const walks = walked.sessions
    .filter((session) => isSelected(session, asked, isIn))
    .flatMap((session) => {
      const [kind, name] = start.split(':');
      const held = session.events
        .filter((event) => isIn(Date.parse(event.timestamp)))
        .filter(
          (event) =>
            event.type === 'page' || event.type === 'screen' || (kind === 'event' && event.event === name),
        );
      const first = held.findIndex((event) =>
        kind === 'event' ? event.event === name : kind !== 'page' || event.path === name,
      );
      if (first < 0) return [];
      const pages = held
        .slice(first)
        .filter((event) => event.type !== 'track')
        .map((event) => event.path ?? '/');
      const changing = pages.filter((page, index) => page !== pages[index - 1]);
      const following = kind === 'page' ? changing.slice(1) : changing;
      return [{ pages: following.slice(0, depth), ends: following.length <= depth }];
    });
  const expected = [...Map.groupBy(walks, (walk) => JSON.stringify(walk)).values()].flatMap((own) => {
    const [walk] = own;
    return walk === undefined ? [] : [{ ...walk, sessions: own.length, share: own.length / walks.length }];
  });
  const params: Record<string, string> = { depth: String(depth), ...(start === '' ? {} : { start }) };
  const found = await ask('paths', { ...params, limit: '1000' });
  expect(found['sessions']).toBe(walks.length);
  const sortable = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  expect(sortable(found.rows)).toEqual(sortable(expected));
  const first = await ask('paths', { ...params, limit: '3' });
  const rest =
    first.next === null ? [] : (await ask('paths', { ...params, limit: '3', cursor: first.next })).rows;
  expect([...first.rows, ...rest]).toEqual(found.rows.slice(0, 6));
  return walks.length;
}

/** What of a world belongs to one value of a dimension. */
function restrict(walked: WalkedWorld, by: string, key: string): WalkedWorld {
  if (by === 'vendor' || by === 'destination') {
    return { ...walked, bookings: walked.bookings.filter((booking) => booking[by] === key) };
  }
  const keyOf = (session: WalkedWorld['sessions'][number] | undefined) =>
    session === undefined ? '' : (traitsOf(session, by, () => true)[0] ?? '');
  return {
    ...walked,
    sessions: walked.sessions.filter((session) => keyOf(session) === key),
    events: walked.events.filter(({ session }) => keyOf(session) === key),
    bookings: walked.bookings.filter(({ session }) => keyOf(session) === key),
  };
}

function expectedRow(question: Question, by: string, key: string): Row {
  const { walked, asked, fromMs, toMs } = question;
  const isIn = (at: number) => at >= fromMs && at < toMs;
  if (by !== 'event' && by !== 'page') return expectFiltered(restrict(walked, by, key), asked, isIn, isIn);
  const seen = walked.events.filter(
    ({ event, at, session }) =>
      isIn(at) &&
      (by === 'page' ? (event.path ?? '/') === key : event.type === 'track' && event.event === key) &&
      isSelected(session, asked, isIn),
  );
  return {
    events: seen.length,
    pageviews: seen.filter(({ event }) => event.type === 'page' || event.type === 'screen').length,
    clicks: seen.filter(({ event }) => event.event === 'Offer Clicked').length,
    visitors: new Set(seen.map(({ person }) => person)).size,
    sessions: new Set(seen.flatMap(({ session }) => (session === undefined ? [] : [session]))).size,
  };
}

/**
 * Holds a breakdown to walks over what belongs to each of the `keys`, and its pages to the whole. Returns how many rows
 * have something.
 */
export async function checkBreakdown(
  ask: Ask,
  question: Question,
  { by, keys, names }: { by: string; keys: readonly string[]; names: readonly string[] },
): Promise<number> {
  const all = { by, metrics: names.join(',') };
  const { rows } = await ask('breakdown', { ...all, limit: '1000' });
  const expected = keys.map((key) => {
    const row = expectedRow(question, by, key);
    return { key, ...Object.fromEntries(names.map((name) => [name, row[name] ?? null])) };
  });
  const isNothing = (row: Row) =>
    Object.entries(row).every(([name, value]) => name === 'key' || value === null || Number(value) === 0);
  const found = new Map(rows.map((row) => [row['key'], row]));
  for (const row of expected) {
    const own = found.get(row.key);
    if (own === undefined) expect(isNothing(row) ? 'nothing' : row).toBe('nothing');
    else expect({ by, ...own }).toEqual({ by, ...row });
  }
  expect(rows.filter((row) => !keys.includes(String(row['key'])))).toEqual([]);
  const rank = (row: Row) => Number(row[names[0] ?? ''] ?? Number.NEGATIVE_INFINITY);
  const sorted = rows.toSorted(
    (a, b) => (rank(b) === rank(a) ? 0 : rank(b) - rank(a)) || (String(a['key']) < String(b['key']) ? -1 : 1),
  );
  expect(rows).toEqual(sorted);
  const first = await ask('breakdown', { ...all, limit: '2' });
  const rest =
    first.next === null ? [] : (await ask('breakdown', { ...all, limit: '2', cursor: first.next })).rows;
  expect([...first.rows, ...rest]).toEqual(rows.slice(0, 4));
  return rows.filter((row) => !isNothing(row)).length;
}
