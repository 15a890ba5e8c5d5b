import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Booking, Bookings } from '../../../../../dashboards/api/money/bookings.ts';
import type { Statement, StatementList } from '../../../../../dashboards/api/money/statement.ts';
import { tiles, type Tile } from '../../../../../dashboards/api/money/tile.ts';
import type { Identity } from '../../../../../infra/auth/identity.ts';
import type { LedgerOwner } from '../../../../support/expected-ledger.ts';
import type { TestApi } from '../start-api.ts';
import { readPdf } from '../../../../unit/reports/pdf/read-pdf.ts';
import { behind, unitsOf, write } from './behind.ts';
import { ledgers, months, owners, start } from './world.ts';

const asOwner = (owner: LedgerOwner): Identity => ({
  sub: owner.affiliateId,
  role: 'affiliate',
  affiliateId: owner.affiliateId,
});

/** All pages of the bookings behind a tile. */
async function readAll(api: TestApi, owner: LedgerOwner, query: Record<string, string>): Promise<Bookings> {
  const bookings: Booking[] = [];
  let cursor: string | null = null;
  for (;;) {
    const search = new URLSearchParams({ ...query, ...(cursor === null ? {} : { cursor }) });
    const answer = await api.get(
      `/api/affiliates/${owner.affiliateId}/bookings?${search.toString()}`,
      asOwner(owner),
    );
    expect(answer.statusCode, answer.body).toBe(200);
    const page: Bookings = answer.json();
    bookings.push(...page.bookings);
    cursor = page.next;
    if (cursor === null) return { ...page, bookings };
  }
}

const signedTiles = new Set<Tile>([
  'grossValue',
  'adjustedValue',
  'reinstatedValue',
  'deletedValue',
  'transferredValue',
  'netValue',
]);

type Tiles = Record<string, unknown> & { commission: Record<string, string> };

async function readTiles(api: TestApi, owner: LedgerOwner, query: Record<string, string>): Promise<Tiles> {
  const search = new URLSearchParams(query).toString();
  const answer = await api.get(`/api/affiliates/${owner.affiliateId}/overview?${search}`, asOwner(owner));
  return answer.json<{ metrics: Tiles }>().metrics;
}

/** A calendar month in a zone: as a query, and its instants. */
function monthIn(month: string, timezone: string) {
  const from = Temporal.PlainDate.from(`${month}-01`);
  const to = from.add({ months: 1 });
  const instant = (date: Temporal.PlainDate) => date.toZonedDateTime(timezone).epochMilliseconds;
  const query = { from: from.toString(), to: to.toString(), tz: timezone };
  return { query, fromMs: instant(from), toMs: instant(to) };
}

function addUp(texts: readonly (string | null)[]): bigint {
  return texts.reduce((sum, text) => sum + unitsOf(text), 0n);
}

/** The overview and the bookings behind one of its tiles, against the raw rows. */
async function checkTiles(
  api: TestApi,
  asked: { owner: LedgerOwner; month: string; tile: Tile; zone: string },
) {
  const { owner, tile } = asked;
  const { query, fromMs, toMs } = monthIn(asked.month, asked.zone === '' ? owner.timezone : asked.zone);
  const shown = (each: Tile) => write(behind(owner, each, fromMs, toMs).amount, owner.digits);
  const counted = (each: Tile) => behind(owner, each, fromMs, toMs).ids.size;
  expect(await readTiles(api, owner, query)).toMatchObject({
    bookings: counted('bookings'),
    grossValue: shown('grossValue'),
    adjustedValue: shown('adjustedValue'),
    cancellations: counted('cancellations'),
    cancelledValue: shown('cancelledValue'),
    reinstatedValue: shown('reinstatedValue'),
    deletedValue: shown('deletedValue'),
    transferredValue: shown('transferredValue'),
    netValue: shown('netValue'),
    completedValue: shown('completedValue'),
    withoutAmount: counted('withoutAmount'),
    commission: {
      pending: shown('commissionPending'),
      approved: shown('commissionApproved'),
      declined: shown('commissionDeclined'),
      reversed: shown('commissionReversed'),
    },
  });
  const expected = behind(owner, tile, fromMs, toMs);
  const list = await readAll(api, owner, { ...query, tile, limit: '25' });
  expect(new Set(list.bookings.map((each) => each.reservationId))).toEqual(expected.ids);
  expect(list.bookings.length).toBe(expected.ids.size);
  const isCount = ['bookings', 'cancellations', 'unconverted', 'withoutAmount'].includes(tile);
  expect(list.total).toMatchObject({
    bookings: expected.ids.size,
    amount: isCount ? null : shown(tile),
  });
  const values = list.bookings.flatMap((each) => each.valueEntries.filter((entry) => entry.counted));
  const isSigned = signedTiles.has(tile);
  expect(isSigned ? addUp(values.map((entry) => entry.value)) : 0n).toBe(isSigned ? expected.amount : 0n);
  expect(addUp(list.bookings.map((each) => each.inTile))).toBe(isCount ? 0n : expected.amount);
  expect(JSON.stringify(list)).not.toContain('person-');
}

/** A month's statement against the overview, itself and the raw rows. */
async function checkStatement(api: TestApi, { owner, month }: { owner: LedgerOwner; month: string }) {
  const { query, fromMs, toMs } = monthIn(month, owner.timezone);
  const { commission, ...overview } = await readTiles(api, owner, query);
  const path = `/api/affiliates/${owner.affiliateId}/statements/${month}`;
  const statement = (await api.get(path, asOwner(owner))).json<Statement>();
  expect(overview).toMatchObject(statement.value);
  const minus = (name: string) => write(-unitsOf(commission[name] ?? null), owner.digits);
  const { pending, approved } = statement.commission;
  expect(pending).toMatchObject({
    closing: commission['pending'],
    approved: minus('approved'),
    declined: minus('declined'),
  });
  expect(approved).toMatchObject({ approved: commission['approved'], reversed: minus('reversed') });
  for (const { closing, ...flows } of [pending, approved]) {
    expect(addUp(Object.values(flows))).toBe(unitsOf(closing));
  }
  const { entries } = statement;
  expect(addUp(entries.map((entry) => entry.value))).toBe(unitsOf(String(statement.value.netValue)));
  const flows = entries.flatMap((entry) => entry.commission);
  expect(addUp(flows.map((flow) => flow.pending))).toBe(unitsOf(pending.closing) - unitsOf(pending.opening));
  expect(addUp(flows.map((flow) => flow.approved))).toBe(
    unitsOf(approved.closing) - unitsOf(approved.opening),
  );
  const raw = (ledgers.get(owner.affiliateId) ?? []).filter(
    (entry) => entry.atMs >= fromMs && entry.atMs < toMs,
  );
  const told = (entry: { reservationId: string; version: number; kind: string }, value: string | null) =>
    `${entry.reservationId}/${entry.version} ${entry.kind} ${value}`;
  expect(entries.map((entry) => told(entry, entry.value)).toSorted()).toEqual(
    raw
      .map((entry) => told(entry, entry.value === null ? null : write(entry.value, owner.digits)))
      .toSorted(),
  );
  expect(statement.earlierBookings.entries).toBe(raw.filter((entry) => entry.bookedMs < fromMs).length);
}

test('overview, statement, bookings and the raw rows agree to the smallest unit, for any affiliate and month', async () => {
  const api = await start();
  const month = fc.record({ owner: fc.constantFrom(...owners), month: fc.constantFrom(...months) });
  const tile = fc.record({
    tile: fc.constantFrom(...tiles),
    zone: fc.constantFrom('', 'Asia/Kathmandu', 'America/St_Johns'),
  });
  await fc.assert(
    fc.asyncProperty(month, tile, (asked, opened) => checkTiles(api, { ...asked, ...opened })),
    { numRuns: 14, seed: 11 },
  );
  await fc.assert(
    fc.asyncProperty(month, (asked) => checkStatement(api, asked)),
    { numRuns: 6, seed: 5 },
  );
  for (const owner of owners) {
    const path = `/api/affiliates/${owner.affiliateId}/statements`;
    const { statements } = (await api.get(path, asOwner(owner))).json<StatementList>();
    expect(statements.map((each) => each.period)).toEqual(months.toReversed());
    const [last] = statements;
    const { commission, value } = (
      await api.get(`${path}/${last?.period}`, asOwner(owner))
    ).json<Statement>();
    expect(last).toMatchObject({
      netValue: value.netValue,
      commission: { pending: commission.pending.closing, approved: commission.approved.closing },
    });
    const printed = await api.get(`${path}/${last?.period}.pdf?locale=de-DE`, asOwner(owner));
    expect(printed.headers['content-type']).toBe('application/pdf');
    const { pages } = await readPdf(printed.rawPayload);
    const [whole = ''] = commission.pending.closing.replace('-', '').split('.');
    expect(pages.join(' ').replaceAll('.', '')).toContain(whole);
    expect((await api.get(`${path}/${last?.period}.pdf?locale=%21`, asOwner(owner))).statusCode).toBe(400);
  }
});
