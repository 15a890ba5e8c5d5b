import { describe, expect, test } from 'vitest';
import { createLand } from '../../../../reports/map/land.ts';
import { createFonts } from '../../../../reports/pdf/fonts.ts';
import { createFormatters } from '../../../../reports/pdf/intl.ts';
import { definitions } from '../../../../reports/traveler/definitions.ts';
import { formatTravelerPdf } from '../../../../reports/traveler/pdf.ts';
import type { TravelerReport } from '../../../../reports/traveler/report.ts';
import { outlineOf, readPdf } from '../pdf/read-pdf.ts';
import { oneTripYear, quietYear, richYear } from './year-seeds.ts';

const parts = { fonts: createFonts(), land: createLand(), intl: createFormatters() };
const draw = async (report: TravelerReport, locale = 'en-GB') =>
  readPdf(await formatTravelerPdf(report, { locale, ...parts }));
const textOf = async (report: TravelerReport, locale?: string) =>
  (await draw(report, locale)).pages.join(' ').replaceAll(/\s+/g, ' ');

describe("a traveler's year as PDF", () => {
  test.each([
    ['rich', richYear()],
    ['one-trip', oneTripYear()],
    ['quiet', quietYear()],
  ])('reads as it did, in text and structure: %s', async (name, report) => {
    const golden = `../../../golden/reports/traveler-year-${name}.txt`;
    await expect(outlineOf(await draw(report))).toMatchFileSnapshot(golden);
  });

  test('has the same bytes for the same report, whatever was drawn before', async () => {
    const first = await formatTravelerPdf(richYear(), { locale: 'en', ...parts });
    const fresh = { fonts: createFonts(), land: createLand(), intl: createFormatters() };
    await formatTravelerPdf(oneTripYear(), { locale: 'de-DE', ...fresh });
    const second = await formatTravelerPdf(richYear(), { locale: 'en', ...fresh });
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test.each([
    ['many', richYear()],
    ['one', oneTripYear()],
    ['none', quietYear()],
  ])('is tagged, has one title, a bookmark a section and a text for each figure: %s', async (_, report) => {
    const pdf = await draw(report);
    expect(pdf.isMarked).toBe(true);
    expect(pdf.info).toMatchObject({ Language: 'en-GB', Title: 'Your 2025 in travel' });
    const headings = pdf.tags.flat().filter((tag) => /^H\d$/.test(tag));
    expect(headings.filter((tag) => tag === 'H1')).toEqual(headings.slice(0, 1));
    expect(pdf.bookmarks).toHaveLength(1 + headings.filter((tag) => tag === 'H2').length);
    expect(pdf.tags.flat().filter((tag) => tag === 'Figure')).toHaveLength(pdf.alts.length);
  });

  test('tells in words what the map shows, and how often; an airport that nobody knows is not on it', async () => {
    const [map] = (await draw(richYear())).alts;
    expect(map).toContain('Amsterdam – London, 6 flights; Amsterdam – Lisbon, 4 flights');
    expect(map).not.toContain('XXX');
  });

  test('shows the places instead of a map where nothing was flown', async () => {
    const pdf = await draw({ ...richYear(), routes: [] });
    expect(pdf.alts[0]).not.toContain('Map');
    expect(pdf.pages[0]).toContain('Monterey');
    expect(pdf.tags[0]).not.toContain('Figure');
  });

  test('writes numbers, dates and countries in the reader’s locale', async () => {
    const text = await textOf(richYear(), 'de-DE');
    expect(text).toContain('98.412 km');
    expect(text).toContain('14.977,15 €');
    expect(text).toContain('Vereinigtes Königreich');
    expect((await draw(richYear(), 'de-DE')).info['Language']).toBe('en');
  });

  test('holds whatever somebody sends: endless lists, names without a glyph, money without a currency', async () => {
    const rich = richYear();
    const cities = Array.from({ length: 700 }, (_, index) => `Città ${index}${'x'.repeat(index % 90)}, IT`);
    const report: TravelerReport = {
      ...rich,
      travelerId: 't'.repeat(4_000),
      metrics: {
        ...rich.metrics,
        cities: [...cities, '東京, JP'],
        spend: { ...rich.metrics.spend, currency: 'x', total: 'NaN' },
      },
      trips: Array.from({ length: 120 }, (_, index) => ({
        trip: String(index),
        firstDate: '2025-03-01',
        lastDate: '2025-03-02',
        days: 2,
        reservations: [],
        flights: 1,
        nights: 1,
        countries: ['IT'],
        cities: cities.slice(index, index + 5),
      })),
    };
    const pdf = await draw(report);
    const text = pdf.pages.join(' ');
    expect(text).toContain('Città 699');
    // A name in a script that the fonts do not have is told by its country.
    expect(text).toContain('a place in Japan');
    expect(text).not.toContain('U+');
    expect(pdf.pages.every((page) => page.length > 0)).toBe(true);
  });

  test('defines what it shows', async () => {
    const text = await textOf(richYear());
    for (const { term } of definitions) expect(text).toContain(term);
  });

  test('says whether it is closed, from which book and up to when', async () => {
    const seal = 'ab'.repeat(32);
    const book = { seal, closedAt: '2026-01-15T12:00:00.000Z', watermark: '2026-01-15T11:59:00.000Z' };
    const text = await textOf({ ...richYear(), state: 'closed', book });
    expect(text).toContain(seal);
    expect(text).toContain('version 1, closed');
    expect(text).not.toContain('provisional');
    expect(await textOf(richYear())).toContain('provisional');
  });
});
