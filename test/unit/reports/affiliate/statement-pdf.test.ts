import { expect, test } from 'vitest';
import { formatStatementPdf } from '../../../../reports/affiliate/statement-pdf.ts';
import type { PrintedEntry, PrintedStatement } from '../../../../reports/affiliate/statement.ts';
import { createFonts } from '../../../../reports/pdf/fonts.ts';
import { createFormatters } from '../../../../reports/pdf/intl.ts';
import { outlineOf, readPdf } from '../pdf/read-pdf.ts';

const fonts = createFonts();
const intl = createFormatters();
const entry: PrintedEntry = {
  reservationId: 'hb-17',
  vendorId: 'city-hotel',
  at: '2026-05-03T22:30:00.000Z',
  kind: 'gross',
  completedValue: null,
  isEarlierBooking: false,
  value: '294.60',
  currency: 'EUR',
  problem: null,
  pending: '29.46',
  approved: '0.00',
};

function makeStatement(changes: Partial<PrintedStatement> = {}): PrintedStatement {
  return {
    affiliateId: 'acme',
    name: 'Acme & Söhne',
    period: '2026-05',
    tz: 'Europe/Amsterdam',
    currency: 'EUR',
    asOf: '2026-06-01T10:00:00.000Z',
    phase: 'past',
    value: {
      bookings: 2,
      grossValue: '394.60',
      adjustedValue: '0.00',
      cancellations: 1,
      cancelledValue: '294.60',
      reinstatedValue: '0.00',
      deletedValue: '0.00',
      transferredValue: '0.00',
      netValue: '100.00',
      completedValue: '80.00',
    },
    commission: {
      pending: {
        opening: '1200.00',
        accrued: '39.46',
        adjusted: '0.00',
        declined: '-29.46',
        approved: '-8.00',
        closing: '1202.00',
      },
      approved: { opening: '50.00', approved: '8.00', reversed: '0.00', closing: '58.00' },
    },
    earlierBookings: { entries: 1, value: '0.00', commission: { pending: '-8.00', approved: '8.00' } },
    unconverted: { count: 1, amounts: [{ currency: 'USD', amount: '12.00' }] },
    withoutAmount: 1,
    entries: [
      entry,
      { ...entry, kind: 'cancelled', value: '-294.60', pending: '-29.46' },
      {
        ...entry,
        kind: 'adjusted',
        completedValue: '80.00',
        isEarlierBooking: true,
        value: '0.00',
        approved: '8.00',
      },
      { ...entry, value: null, problem: 'no_rate', pending: null, approved: null },
      { ...entry, value: '900', currency: 'JPY', pending: '90', approved: '0' },
    ],
    next: null,
    ...changes,
  };
}

const draw = async (statement: PrintedStatement, locale = 'en-GB') =>
  readPdf(await formatStatementPdf(statement, { locale, fonts, intl }));
const textOf = async (statement: PrintedStatement, locale?: string) =>
  (await draw(statement, locale)).pages.join(' ').replaceAll(/\s+/g, ' ');

test('reads as it did, in text and structure', async () => {
  const golden = '../../../golden/reports/affiliate-statement.txt';
  await expect(outlineOf(await draw(makeStatement()))).toMatchFileSnapshot(golden);
});

test('is tagged, in the language of its text, with numbers as the locale writes them', async () => {
  const pdf = await draw(makeStatement(), 'de-DE');
  expect(pdf.isMarked).toBe(true);
  expect(pdf.info).toMatchObject({ Language: 'en', Title: 'Acme & Söhne: statement, Mai 2026' });
  expect(pdf.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
  const headings = pdf.tags.flat().filter((tag) => /^H\d$/.test(tag));
  expect(headings[0]).toBe('H1');
  expect(pdf.bookmarks).toHaveLength(headings.filter((tag) => tag === 'H2').length);
  expect(pdf.pages.join(' ')).toContain('1.202,00 €');
});

test('tells what is in no sum, what is of earlier bookings and what another currency was', async () => {
  const text = await textOf(makeStatement());
  expect(text).toContain('12.00 USD');
  expect(text).toContain('Bookings of the month that came without an amount: 1.');
  expect(text).toContain('Completed, earlier booking');
  expect(text).toContain('No rate');
  expect(text).toContain('900 JPY');
  // The time of the affiliate's zone.
  expect(text).toContain('4 May 2026');
});

test('a month without entries says so, a running one that it changes, a long one what it leaves out', async () => {
  const quiet = await textOf(
    makeStatement({
      entries: [],
      phase: 'running',
      asOf: null,
      unconverted: { count: 0, amounts: [] },
      withoutAmount: 0,
    }),
  );
  expect(quiet).toContain('Nothing was booked or changed in the month.');
  expect(quiet).toContain('May 2026 is still running');
  expect(quiet).toContain('Every entry of the month is in the sums above.');
  const long = makeStatement({ entries: Array.from({ length: 200 }, () => entry), next: 'more' });
  const { pages } = await draw(long);
  expect(pages.length).toBeGreaterThan(4);
  expect(pages.join(' ')).toContain('These are the first 200 entries');
  expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
});

test('has the same bytes for the same statement', async () => {
  const first = await formatStatementPdf(makeStatement(), { locale: 'en-GB', fonts, intl });
  const second = await formatStatementPdf(makeStatement(), { locale: 'en-GB', fonts: createFonts(), intl });
  expect(Buffer.compare(first, second)).toBe(0);
});

test('a name in a script that the fonts do not have gives way to the id, and the document says so', async () => {
  const statement = makeStatement({ name: 'さくら旅行' });
  const pdf = await readPdf(await formatStatementPdf(statement, { locale: 'en', fonts, intl }));
  expect(pdf.pages[0]).toContain('its id stands instead');
  expect(pdf.pages.join(' ')).not.toContain('U+');
});
