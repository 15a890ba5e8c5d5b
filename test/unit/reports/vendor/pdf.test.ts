import { describe, expect, test } from 'vitest';
import { createFonts } from '../../../../reports/pdf/fonts.ts';
import { createFormatters } from '../../../../reports/pdf/intl.ts';
import { figureNames } from '../../../../reports/vendor/figures.ts';
import { definitions } from '../../../../reports/vendor/definitions.ts';
import { formatVendorPdf } from '../../../../reports/vendor/pdf.ts';
import type { VendorReport } from '../../../../reports/vendor/report.ts';
import { groups } from '../../../../reports/vendor/labels.ts';
import { outlineOf, readPdf } from '../pdf/read-pdf.ts';
import { seedReport } from './month-seeds.ts';

const parts = { fonts: createFonts(), intl: createFormatters() };
const draw = async (report: VendorReport, locale = 'en') =>
  readPdf(await formatVendorPdf(report, { locale, ...parts }));
const textOf = async (report: VendorReport, locale?: string) =>
  (await draw(report, locale)).pages.join(' ').replaceAll(/\s+/g, ' ');

describe('vendor report as PDF', () => {
  test('reads as it did, in text and structure', async () => {
    const golden = '../../../golden/reports/vendor-month.txt';
    await expect(outlineOf(await draw(seedReport()))).toMatchFileSnapshot(golden);
  });

  test.each([
    ['flight', 'On-time rate', /Rental|Average daily rate|Room|[Ll]ength of stay/],
    ['car', 'Revenue per day', /On-time|Average daily rate|Room/],
    ['hotel', 'Average daily rate', /Rental|On-time/],
  ])('shows a %s its own numbers only', async (type, own, others) => {
    const month = { segments: 12, flights: 8, flights_on_time: 6, rental_days: 8, rental_revenue: '200' };
    const text = await textOf(seedReport({ type, month }));
    expect(text).toContain(own);
    expect(text.match(others)?.[0]).toBeUndefined();
  });

  test('has the same bytes for the same report', async () => {
    const first = await formatVendorPdf(seedReport(), { locale: 'en', ...parts });
    const second = await formatVendorPdf(seedReport(), {
      locale: 'en',
      fonts: createFonts(),
      intl: createFormatters(),
    });
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test('is tagged: language, title, headings in order, tables, figures with their text', async () => {
    const pdf = await draw(seedReport());
    expect(pdf.isMarked).toBe(true);
    expect(pdf.info).toMatchObject({ Language: 'en', Title: 'City Hotel Lisboa: vendor report, May 2016' });
    expect(pdf.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const headings = pdf.tags.flat().filter((tag) => /^H\d$/.test(tag));
    expect(headings[0]).toBe('H1');
    expect(headings.filter((tag) => tag === 'H1')).toHaveLength(1);
    expect(pdf.bookmarks).toHaveLength(headings.filter((tag) => tag === 'H2').length);
    expect(pdf.tags.flat().filter((tag) => tag === 'Figure')).toHaveLength(pdf.alts.length);
    expect(pdf.alts[0]).toMatch(
      /^Room revenue, month by month\. May 2015 €271,862\.00; .*Aug 2015 –; .*May 2016 €271,862\.47\.$/,
    );
    expect(pdf.alts.join(' ')).toContain('31–90 days ahead: 422 (28.5%)');
    expect(pdf.alts.join(' ')).toContain('May 2016: Completed 861, Cancelled 489, Not shown up 26');
  });

  test('numbers its pages', async () => {
    const { pages } = await draw(seedReport());
    const count = pages.length;
    expect(pages.map((text) => /Page \d+ of \d+/.exec(text)?.[0])).toEqual(
      pages.map((_, index) => `Page ${index + 1} of ${count}`),
    );
  });

  test('lists and defines every number', () => {
    expect(groups.flatMap((group) => group.names).toSorted()).toEqual(figureNames.toSorted());
    expect(definitions.flatMap((entry) => entry.names).toSorted()).toEqual(figureNames.toSorted());
  });

  test('never names an affiliate in a shared copy, and does to support', async () => {
    expect(await textOf(seedReport({ audience: 'shared' }))).not.toContain('agent-');
    expect(await textOf(seedReport({ audience: 'support' }))).toContain('agent-240');
  });

  test.each([
    ['2016-06-01T00:00:00.000Z', 'Provisional: the numbers of May 2016 may still change.'],
    ['2016-06-12T00:00:00.000Z', 'Open: May 2016 was due to be closed on June 10, 2016'],
    [
      '2016-05-20T00:00:00.000Z',
      'May 2016 is not over: its numbers stop at the time above. Beside them stand whole months',
    ],
    [null, 'May 2016 has not begun: its numbers are what is booked ahead.'],
  ])('says as of %s: %s', async (asOf, note) => {
    expect(await textOf(seedReport({ asOf }))).toContain(note);
  });

  test('writes numbers, dates and countries in the reader’s locale', async () => {
    const text = await textOf(seedReport(), 'de-DE');
    expect(text).toContain('Mai 2016');
    expect(text).toContain('271.862,47 €');
    expect(text).toContain('Deutschland');
  });

  test('falls back to English where the fonts lack the locale’s script', async () => {
    expect(await textOf(seedReport(), 'ja')).toContain('May 2016');
  });

  test('refuses what is no locale', async () => {
    await expect(draw(seedReport(), 'no_locale!')).rejects.toMatchObject({ code: 'locale_invalid' });
  });

  test('shows the ID where the fonts lack the name’s script, and says so; the title keeps the name', async () => {
    const pdf = await draw(seedReport({ vendorName: '東京ホテル' }));
    expect(pdf.pages[0]).toContain('characters that this document’s fonts do not have');
    expect(pdf.info['Title']).toBe('東京ホテル: vendor report, May 2016');
  });

  test('escapes a name in the XMP packet, which pdfkit does not', async () => {
    const { metadata } = await draw(seedReport({ vendorName: 'Sea & Sun <Resort>' }));
    expect(metadata).toContain('Sea &amp; Sun &lt;Resort&gt;: vendor report');
  });

  test('sets a very long name and very large money without losing any of it', async () => {
    const vendorName = `${'Grand Hotel of the Seven Seas and '.repeat(6)}Spa`;
    const text = await textOf(seedReport({ vendorName, month: { room_revenue: '98765432109876543.21' } }));
    expect(text).toContain(vendorName);
    expect(text).toContain('€98,765,432,109,876,543.21');
  });

  test('cuts names that would not end on their page', async () => {
    const vendorName = 'Endless '.repeat(1_000);
    const mix = [{ dimension: 'affiliate', key: 'a'.repeat(20_000), bookings: 9 } as const];
    const { pages } = await draw(seedReport({ vendorName, month: { mix }, audience: 'support' }));
    expect(pages[0]).toContain('…');
    expect(pages.length).toBeLessThan(8);
  });

  test('has a page for a month in which nothing happened', async () => {
    const empty = { bookings: 0, arrivals: 0, mix: [], lead_time_buckets: [0, 0, 0, 0, 0] };
    expect(await textOf(seedReport({ month: empty }))).toContain('Nothing was booked in this month.');
  });
});
