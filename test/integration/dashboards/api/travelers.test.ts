import { expect, test } from 'vitest';
import type { Identity } from '../../../../infra/auth/identity.ts';
import { storeContractChanges, type ContractChange } from '../../../support/contract-changes.ts';
import { storeTravelers } from '../../../support/traveler-world.ts';
import { createFilesystemObjects } from '../../../../infra/objects/filesystem.ts';
import { createPrints, type PrintOf } from '../../../../reports/books/prints.ts';
import { createTestDirectory } from '../../../support/library.ts';
import { asCell, readArrow, readCsvRows, readParquet } from '../../../support/table-files.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { readPdf } from '../../../unit/reports/pdf/read-pdf.ts';
import { startApi } from './start-api.ts';

const now = '2026-03-01T00:00:00Z';
const ann: Identity = { sub: 'ann', role: 'traveler', travelerId: 'ann' };
const admin: Identity = { sub: 'x', role: 'admin' };

function stay(id: string, travelerId: string, from: string, to: string): ContractChange {
  return {
    changeId: id,
    reservationId: id,
    version: 1,
    changedAt: '2024-01-01T00:00:00Z',
    source: 'agency',
    kind: 'created',
    reservation: {
      type: 'hotel',
      status: 'completed',
      vendorId: '=cmd',
      travelerId,
      bookedAt: '2024-01-01T00:00:00Z',
      startAt: `${from}T15:00:00`,
      endAt: `${to}T11:00:00`,
      timezone: 'Europe/Lisbon',
      amount: '80.10',
      currency: 'EUR',
      hotel: { city: '=1+1', country: 'PT' },
    },
  };
}

test('a year between two others in which nothing happened is zeros, one outside of the history is not there', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now, { models: ['traveler_years'] });
  await storeTravelers(warehouse, [{ travelerId: 'ann', homeCountry: 'NL', currency: 'JPY' }]);
  await storeContractChanges(warehouse, [
    stay('s1', 'ann', '2022-05-01', '2022-05-04'),
    stay('s2', 'ann', '2025-05-01', '2025-05-03'),
  ]);
  await pipelines.run();
  const prints = createPrints(createFilesystemObjects(createTestDirectory()));
  const { get, server } = await startApi(warehouse, now, { prints });
  const read = async (year: number) => (await get(`/api/travelers/ann/years/${year}`, ann)).json();

  const nothing = { trips: 0, nights: 0, firstTimeCountries: [], spend: { currency: 'JPY', total: '0' } };
  expect(await read(2023)).toMatchObject({
    year: 2023,
    layout: 'none',
    home: { country: 'NL', source: 'profile' },
    metrics: nothing,
    previousYear: { trips: 1, nights: 3 },
    trips: [],
  });
  expect(await read(2024)).toMatchObject({ metrics: nothing, previousYear: nothing });
  expect(await read(2025)).toMatchObject({ metrics: { trips: 1 }, previousYear: nothing });
  expect(await read(2022)).toMatchObject({ metrics: { trips: 1 }, previousYear: null });
  for (const year of [2021, 2026]) expect(await read(year)).toMatchObject({ status: 404 });
  expect((await get('/api/travelers/ann/years/2023.csv', ann)).body).toContain('\r\nnights,0,3,ann,2023,1,');

  // Whether a PDF is one of ours is told of those only that one may see.
  const kept: PrintOf[] = [
    {
      kind: 'traveler-year',
      subjectId: 'ann',
      period: '2025',
      version: 1,
      audience: 'traveler',
      locale: 'en',
      seal: 's',
    },
    {
      kind: 'vendor-month',
      subjectId: 'inn',
      period: '2025-05',
      version: 2,
      audience: 'shared',
      locale: 'en',
      seal: 's',
    },
  ];
  for (const print of kept) await prints.keep(print, Buffer.from(`%PDF ${print.kind}`));
  const verify = async (content: string, identity: Identity, type = 'application/pdf') => {
    const token = Buffer.from(JSON.stringify(identity)).toString('base64url');
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    return server.inject({ method: 'POST', url: '/api/verify', headers, payload: content });
  };
  const support: Identity = { sub: 's', role: 'support' };
  const bob: Identity = { sub: 'bob', role: 'traveler', travelerId: 'bob' };
  const no = { isOurs: false, report: null };
  const annsYear = { isOurs: true, report: { travelerId: 'ann', period: '2025', version: 1 } };
  const innsMonth = { isOurs: true, report: { vendorId: 'inn', version: 2, audience: 'shared' } };
  const cases: [content: string, identity: Identity, answer: object][] = [
    ['%PDF traveler-year', ann, annsYear],
    ['%PDF traveler-year', admin, annsYear],
    ['%PDF traveler-year', bob, no],
    ['%PDF traveler-year', support, no],
    ['%PDF vendor-month', support, innsMonth],
    ['%PDF vendor-month', ann, no],
    ['%PDF traveler-yea', ann, no],
    ['%PDF', admin, no],
  ];
  for (const [content, identity, answer] of cases)
    expect((await verify(content, identity)).json(), `${content} ${identity.sub}`).toMatchObject(answer);
  const affiliate: Identity = { sub: 'a', role: 'affiliate', affiliateId: 'a' };
  expect((await verify('%PDF vendor-month', affiliate)).statusCode).toBe(404);
  expect((await verify('{}', admin, 'application/json')).statusCode).toBe(400);
  expect((await verify('x'.repeat(17 * 1024 * 1024), admin)).statusCode).toBe(413);
});

test("a traveler's years are his and admin's, with the year before beside each and nothing of others", async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now, { models: ['traveler_years'] });
  await storeTravelers(warehouse, [{ travelerId: 'ann', homeCountry: 'NL', currency: 'EUR' }]);
  await storeContractChanges(warehouse, [
    stay('s1', 'ann', '2024-05-01', '2024-05-04'),
    stay('s2', 'ann', '2025-05-01', '2025-05-03'),
    stay('s3', 'ann', '2025-08-01', '2025-08-03'),
    stay('s4', 'bob', '2025-05-01', '2025-05-09'),
  ]);
  await pipelines.run();
  const { get } = await startApi(warehouse, now);

  const list = await get('/api/travelers/ann/years', ann);
  expect(list.json()).toMatchObject({ travelerId: 'ann', years: [{ year: 2025, trips: 2 }, { year: 2024 }] });
  const year = await get('/api/travelers/ann/years/2025', ann);
  expect(year.json()).toMatchObject({
    travelerId: 'ann',
    year: 2025,
    version: 1,
    asOf: '2026-03-01T00:00:00.000Z',
    layout: 'many',
    closesOn: '2026-01-15',
    home: { country: 'NL', source: 'profile' },
    metrics: {
      trips: 2,
      nights: 4,
      firstTimeCountries: [],
      spend: { currency: 'EUR', byType: { hotel: '160.20' }, total: '160.20' },
    },
    previousYear: { trips: 1, nights: 3, firstTimeCountries: null },
    trips: [
      { firstDate: '2025-05-01', lastDate: '2025-05-03', reservations: ['s2'] },
      { firstDate: '2025-08-01', reservations: ['s3'] },
    ],
  });
  expect((await get('/api/travelers/ann/years/2025.json', admin)).json()).toEqual(year.json());
  const csv = await get('/api/travelers/ann/years/2025.csv', ann);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.body).toContain('\r\nnights,4,3,ann,2025,1,2026-03-01T00:00:00.000Z\r\n');
  expect(csv.body).toContain('\r\ncities,"\'=1+1, PT"');
  const parquet = await readParquet((await get('/api/travelers/ann/years/2025.parquet', ann)).rawPayload);
  const arrow = readArrow((await get('/api/travelers/ann/years/2025.arrow', ann)).rawPayload);
  const cells = readCsvRows(csv.body).map((row) => [row['metric'], row['value'], row['previousYear']]);
  for (const table of [parquet.rows, arrow]) {
    const exact = (row: Readonly<Record<string, unknown>>, name: string) =>
      asCell(row, name)
        .replace(/^(-?\d+\.\d\d)00$/, '$1')
        .replace(/^(?==)/, "'");
    expect(table.map((row) => [row['metric'], exact(row, 'value'), exact(row, 'previousYear')])).toEqual(
      cells,
    );
  }
  const pdf = await get('/api/travelers/ann/years/2025.pdf?locale=de-DE', ann);
  expect(pdf.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="ann-2025.pdf"',
  });
  const pages = (await readPdf(pdf.rawPayload)).pages.join(' ');
  expect(pages).toContain('2 trips, 6 days away: Portugal.');
  expect(pages).toContain('160,20 €');
  const badLocale = await get('/api/travelers/ann/years/2025.pdf?locale=no_locale!', ann);
  expect(badLocale.json()).toMatchObject({ status: 400, errors: [{ field: 'locale' }] });

  const refused: [path: string, identity: Identity][] = [
    ['bob/years', ann],
    ['bob/years/2025', ann],
    ['ann/years/2025', { sub: 's', role: 'support' }],
    ['ann/years/2025', { sub: 'a', role: 'affiliate', affiliateId: 'ann' }],
    ['ann/years/2023', ann],
    ['ann/years/2025.xml', ann],
    ['bob/years/2025.pdf', ann],
    ['ann/years/2025.pdf', { sub: 's', role: 'support' }],
    ['nobody/years', admin],
  ];
  for (const [path, identity] of refused) {
    const answer = await get(`/api/travelers/${path}`, identity);
    expect({ path, status: answer.statusCode }).toEqual({ path, status: 404 });
  }
});
