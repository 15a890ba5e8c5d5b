import { expect, test } from 'vitest';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { storeEvents } from '../../../support/raw-rows.ts';
import { asCell, readArrow, readCsvRows, readParquet } from '../../../support/table-files.ts';
import { startApi } from './start-api.ts';
import { replaceViews } from './store-world.ts';

const now = '2026-03-10T00:00:00Z';
const support = { sub: 's', role: 'support' } as const;

test('a run of the pipelines shows with its models, slices and rows, and events reach the overview', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now);
  await warehouse.insert(
    'affiliates',
    [{ affiliate_id: 'a1', name: 'A', currency: 'EUR', timezone: 'UTC' }],
    { name: 'test' },
  );
  await storeEvents(warehouse, [
    {
      messageId: 'm1',
      timestamp: '2026-03-01T10:00:00.000Z',
      type: 'page',
      event: '',
      anonymousId: 'd1',
      affiliateId: 'a1',
    },
    {
      messageId: 'm2',
      timestamp: '2026-03-01T10:05:00.000Z',
      type: 'page',
      event: '',
      anonymousId: 'd1',
      affiliateId: 'a1',
    },
  ]);
  expect((await pipelines.run()).failed).toEqual([]);
  const { get } = await startApi(warehouse, now);

  const { models, runs, asOf } = (await get('/api/pipelines?limit=100', support)).json();
  expect(asOf).toBe('2026-03-10T00:00:00.000Z');
  expect(models.find((each: { model: string }) => each.model === 'clean_events')).toMatchObject({
    rows: 2,
    lastSlice: '2026-03-01T10',
    freshWithinMs: 60_000,
    latenessMs: 0,
  });
  expect(runs.find((each: { model: string }) => each.model === 'clean_events')).toMatchObject({
    state: 'published',
    rows: 2,
  });

  interface Page {
    runs: { id: string; model: string; state: string; firstSlice: string }[];
    next: string | null;
  }
  const runsOf = async (query: string): Promise<Page> =>
    (await get(`/api/pipelines/runs?${query}`, support)).json();
  const paged: Page['runs'] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: Page = await runsOf(`limit=7${next === '' ? '' : `&cursor=${next}`}`);
    paged.push(...page.runs);
    next = page.next;
  }
  expect(paged).toEqual(runs);
  expect(new Set(paged.map((each) => each.id)).size).toBe(runs.length);
  expect(await runsOf('model=clean_events&state=published')).toMatchObject({
    asOf: '2026-03-10T00:00:00.000Z',
    runs: [{ model: 'clean_events', firstSlice: '2026-03-01T10', lastSlice: '2026-03-01T10', checks: [] }],
    next: null,
  });
  expect((await runsOf('state=failed')).runs).toEqual([]);
  for (const query of ['cursor=nonsense', 'state=odd', 'limit=0', 'model=']) {
    expect({ query, status: (await get(`/api/pipelines/runs?${query}`, support)).statusCode }).toEqual({
      query,
      status: 400,
    });
  }

  const admin = { sub: 'x', role: 'admin' } as const;
  const overview = (await get('/api/affiliates/a1/overview?from=2026-03-01&to=2026-03-02', admin)).json();
  expect(overview).toMatchObject({
    asOf: '2026-03-10T00:00:00.000Z',
    metrics: { visitors: 1, sessions: 1, pageviews: 2, bounceRate: 0, averageSessionSeconds: 300 },
  });
});

test('lineage tells what models are made from, what is made from them, and every column as the warehouse has it', async () => {
  const { warehouse } = await createTestWarehouse(now);
  const { get } = await startApi(warehouse, now);
  interface Lineage {
    models: {
      model: string;
      slice: string;
      upstream: string[];
      downstream: string[];
      columns: { name: string; type: string }[];
    }[];
  }
  const { models } = (await get('/api/pipelines/lineage', support)).json<Lineage>();
  const columns = await warehouse.query<{ model: string; name: string; type: string }>(
    'select table as model, name, type from system.columns where database = currentDatabase() order by position',
    { name: 'test' },
  );
  const stored = Map.groupBy(columns, (each) => each.model);
  for (const each of models) {
    const own = each.columns.map(({ name, type }) => ({ model: each.model, name, type }));
    const slice = { model: each.model, name: 'slice', type: 'LowCardinality(String)' };
    expect(stored.get(each.model)).toEqual(each.slice === 'view' ? own : [slice, ...own]);
  }
  const place = new Map(models.map((each, index) => [each.model, index]));
  for (const { model, upstream, downstream } of models) {
    for (const other of upstream) expect(place.get(other)).toBeLessThan(place.get(model) ?? 0);
    for (const other of downstream) {
      expect(models[place.get(other) ?? -1]?.upstream).toContain(model);
    }
  }
  const [one] = (await get('/api/pipelines/lineage?model=value_entries', support)).json().models;
  expect(one).toMatchObject({
    owner: 'finance',
    slice: 'day',
    upstream: ['daily_rates', 'reservation_versions', 'reservation_state', 'linked_reservations'],
    downstream: [],
    checks: expect.arrayContaining([{ name: 'value_entries_sum_to_values', severity: 'blocking' }]),
    reads: expect.arrayContaining([
      { label: 'table affiliates by affiliate_id', kind: 'table', name: 'affiliates', makesSlices: false },
    ]),
  });
  expect((await get('/api/pipelines/lineage?model=none', support)).statusCode).toBe(400);
});

test('accounts come with what is pending, dead letters without what they hold', async () => {
  const { warehouse } = await createTestWarehouse(now);
  const receipt = {
    received_at: '2026-03-09T10:00:00Z',
    affiliate_id: 'a1',
    receipt_id: '00000000-0000-4000-8000-000000000001',
    kind: 'event',
  };
  await warehouse.insert('receipts', [{ ...receipt, outcome: 'invalid_type' }], { name: 'test' });
  const sent: string[] = [];
  const { get, server } = await startApi(warehouse, now, {
    pending: async () => [{ topic: 'events', messages: 3 }],
    intake: async () => ({
      submitEvents: async ({ affiliateId, items }) => {
        sent.push(...items.map(({ text }) => `${affiliateId} ${text}`));
        return [{ index: 1, messageId: null, code: 'missing_identity', message: 'userId is missing' }];
      },
      submitChanges: async () => [],
    }),
  });
  const answer = (await get('/api/accounting', support)).json();
  expect(answer.pending).toEqual([{ topic: 'events', messages: 3 }]);
  expect(answer.accounts).toEqual([
    {
      affiliateId: 'a1',
      kind: 'event',
      received: 1,
      stored: 0,
      duplicate: 0,
      rejected: 1,
      rejectedByReason: { invalid_type: 1 },
      erased: 0,
      expired: 0,
      missing: 0,
    },
  ]);

  const letter = {
    received_at: '2026-03-09T10:00:00Z',
    receipt_id: receipt.receipt_id,
    affiliate_id: 'a1',
    kind: 'event',
    reason: 'invalid_type',
    message: 'type is not one of Segment',
    payload: '{"userId":"somebody"}',
  };
  const older = { ...letter, received_at: '2026-03-08T10:00:00Z', reason: 'missing_identity' };
  await warehouse.insert(
    'dead_letters',
    [
      letter,
      { ...older, receipt_id: '00000000-0000-4000-8000-000000000002' },
      {
        ...older,
        receipt_id: '00000000-0000-4000-8000-000000000003',
        replayed_at: '2026-03-09T11:00:00Z',
      },
    ],
    { name: 'test' },
  );
  const lettersOf = async (query: string) => (await get(`/api/dead-letters?${query}`, support)).json();
  expect(await lettersOf('reason=invalid_type')).toEqual({
    asOf: '2026-03-10T00:00:00.000Z',
    deadLetters: [
      {
        receiptId: letter.receipt_id,
        receivedAt: expect.stringMatching(/^2026-03-09T10:00:00/),
        affiliateId: 'a1',
        kind: 'event',
        reason: 'invalid_type',
        message: 'type is not one of Segment',
        replayedAt: null,
      },
    ],
  });
  const lengths = ['', 'replayed=true', 'limit=1', 'affiliate=a2'].map(
    async (query) => (await lettersOf(query)).deadLetters.length,
  );
  expect(await Promise.all(lengths)).toEqual([2, 3, 1, 0]);
  expect((await get('/api/dead-letters?limit=0', support)).statusCode).toBe(400);

  const replay = async (role: 'admin' | 'support', receiptIds: readonly string[]) =>
    server.inject({
      method: 'POST',
      url: '/api/dead-letters',
      payload: { receiptIds },
      headers: {
        authorization: `Bearer ${Buffer.from(JSON.stringify({ sub: 'x', role })).toString('base64url')}`,
      },
    });
  const both = [1, 2].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
  expect((await replay('support', both)).statusCode).toBe(404);
  const replayed = (await replay('admin', both)).json();
  expect(replayed).toMatchObject({ replayed: 2, accepted: 1, refused: [{ code: 'missing_identity' }] });
  expect(sent).toEqual(both.map(() => `a1 ${letter.payload}`));
  expect((await lettersOf('')).deadLetters).toEqual([]);
  expect((await replay('admin', both.slice(0, 1))).statusCode).toBe(400);
  const { entries } = (await get('/api/audit?action=dead-letter.replayed', support)).json();
  expect(entries.map(({ subject }: { subject: string }) => subject).toSorted()).toEqual(both);
  expect(sent.length).toBe(2);
});

test('a vendor month comes as JSON, CSV and PDF, with affiliates named only where it stays in the house', async () => {
  const { warehouse } = await createTestWarehouse(now);
  await replaceViews(warehouse);
  await warehouse.insert(
    'vendors',
    [{ vendor_id: 'h1', type: 'hotel', name: 'Hotel', currency: 'EUR', timezone: 'UTC' }],
    { name: 'test' },
  );
  const month = {
    vendor_id: 'h1',
    period: '2026-02',
    type: 'hotel',
    currency: 'EUR',
    timezone: 'UTC',
    bookings: 9,
    arrivals: 7,
    arrivals_cancelled: 3,
    room_revenue: '98765432109876543.21',
    room_nights_stayed: 7,
    mix: [{ dimension: 'affiliate', key: 'secret-agent', bookings: 9 }],
  };
  await warehouse.insert('vendor_months', [month], { name: 'test' });
  const { get } = await startApi(warehouse, now);
  const path = '/api/vendors/h1/months/2026-02';

  const json = await get(path, support);
  expect(json.json()).toMatchObject({
    vendorId: 'h1',
    period: '2026-02',
    currency: 'EUR',
    metrics: { bookings: 9 },
  });
  expect(json.body).toContain('secret-agent');
  expect((await get(`${path}?audience=shared`, support)).body).not.toContain('secret-agent');
  const csv = await get(`${path}.csv`, support);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.body).not.toContain('secret-agent');
  const pdf = await get(`${path}.pdf?locale=de-DE`, support);
  expect(pdf.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="h1-2026-02.pdf"',
  });
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  const parquet = await get(`${path}.parquet`, support);
  expect(parquet.headers['content-type']).toBe('application/vnd.apache.parquet');
  const arrow = await get(path, support, { accept: 'application/vnd.apache.arrow.file' });
  expect(arrow.headers['content-disposition']).toBe('attachment; filename="h1-2026-02.arrow"');
  const { types, rows } = await readParquet(parquet.rawPayload);
  expect(types).toMatchObject({
    metric: 'VARCHAR',
    value: 'DOUBLE',
    amount: 'DECIMAL(38,4)',
    version: 'UINTEGER',
    asOf: 'TIMESTAMP WITH TIME ZONE',
  });
  const cells = readCsvRows(csv.body);
  const said = cells.map((row) => [row['metric'], row['key'], row['value']]);
  expect(said).toContainEqual(['roomRevenue', '', '98765432109876543.21']);
  for (const table of [rows, readArrow(arrow.rawPayload)]) {
    const exact = (row: Readonly<Record<string, unknown>>) =>
      typeof row['amount'] === 'string' ? row['amount'].replace(/0{2}$/, '') : asCell(row, 'value');
    expect(table.map((row) => [row['metric'], row['key'] ?? '', exact(row)])).toEqual(said);
  }
  expect((await get(path, support, { accept: 'application/pdf' })).headers['content-type']).toBe(
    'application/pdf',
  );
  expect((await get(`${path}.pdf?locale=!`, support)).json()).toMatchObject({
    status: 400,
    errors: [{ field: 'locale' }],
  });

  expect((await get('/api/vendors', support)).json()).toMatchObject({
    vendors: [{ vendorId: 'h1', name: 'Hotel' }],
  });
  expect((await get('/api/vendors/h1/months', support)).json()).toMatchObject({
    months: [{ period: '2026-02' }],
  });
  for (const gone of ['2026-02?version=2', '2026-01', '2026-13', '2026-02.xls', 'february']) {
    expect({ gone, status: (await get(`/api/vendors/h1/months/${gone}`, support)).statusCode }).toEqual({
      gone,
      status: 404,
    });
  }
  expect((await get(path, support, { accept: 'application/vnd.apache.arrow.stream' })).statusCode).toBe(406);
});
