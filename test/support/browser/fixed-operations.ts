/** Fixed answers of operations and trends for golden pictures. */

const asOf = '2026-05-20T10:25:00.000Z';
const minuteMs = 60_000;

const model = (name: string, rows: number, latenessMs: number | null, freshWithinMs = minuteMs) => ({
  model: name,
  slices: Math.round(rows / 7),
  rows,
  firstSlice: '2025-05-01T00',
  lastSlice: '2026-05-20T10',
  publishedAt: '2026-05-20T10:24:00.000Z',
  asOf: latenessMs === null ? null : asOf,
  freshWithinMs,
  latenessMs,
});

export const fixedPipelines = {
  asOf,
  models: [
    model('clean_events', 263_963, 11_000),
    model('session_fragments', 56_697, 14_000),
    model('touches', 35_030, 252_000),
    model('traveler_trips', 10_261, null, 5 * minuteMs),
    model('vendor_months', 664, 41_000, 5 * minuteMs),
  ],
  runs: [],
};

const run = (id: number, name: string, state: string, more: object = {}) => ({
  id: String(id),
  model: name,
  state,
  startedAt: `2026-05-20T10:2${id}:00.000Z`,
  changedAt: `2026-05-20T10:2${id}:04.000Z`,
  slices: id,
  firstSlice: '2026-05-19T22',
  lastSlice: '2026-05-20T10',
  rows: 1_240 * id,
  elapsedMs: 380 * id,
  message: '',
  checks: [],
  ...more,
});

export const fixedRuns = {
  asOf,
  runs: [
    run(4, 'clean_events', 'published'),
    run(3, 'touches', 'failed', {
      message: 'a blocking check found rows',
      checks: [{ check: 'touches_unique_grain', severity: 'blocking', rowsFailing: 12 }],
    }),
    run(2, 'session_fragments', 'published', {
      checks: [{ check: 'session_fragments_drift', severity: 'warning', rowsFailing: 3 }],
    }),
    run(1, 'vendor_months', 'started'),
  ],
  next: null,
};

const account = (affiliateId: string, kind: string, received: number, rejected: Record<string, number>) => {
  const refused = Object.values(rejected).reduce((sum, count) => sum + count, 0);
  const duplicate = Math.round(received / 900);
  return {
    affiliateId,
    kind,
    received,
    stored: received - duplicate - refused,
    duplicate,
    rejected: refused,
    rejectedByReason: rejected,
    erased: 0,
    expired: 0,
    missing: 0,
  };
};

export const fixedAccounts = {
  accounts: [
    account('acme', 'event', 43_464, {}),
    account('quiet', 'event', 6_836, { missing_identity: 8, timestamp_out_of_range: 3 }),
    account('', 'change', 16_828, { invalid_field: 2 }),
  ],
  pending: [{ topic: 'events', messages: 0 }],
};

export const fixedLetters = {
  asOf,
  deadLetters: [
    {
      receiptId: '01a1ff74-56ee-776f-8f7a-3792d278466d',
      receivedAt: '2026-05-20T08:52:00.000Z',
      affiliateId: '',
      kind: 'change',
      reason: 'invalid_field',
      message: 'reservation.amount: 212.5 is a number; send a decimal string such as "294.60"',
      replayedAt: null,
    },
    {
      receiptId: '01a1ff74-55d0-7fa0-801d-a65b740be8fb',
      receivedAt: '2026-05-19T17:03:00.000Z',
      affiliateId: 'quiet',
      kind: 'event',
      reason: 'missing_identity',
      message: 'userId or anonymousId is required',
      replayedAt: null,
    },
  ],
};

export const fixedBackfills = {
  backfills: [
    {
      id: 'b1',
      model: 'clean_events',
      from: '2026-05-01T00:00:00.000Z',
      to: '2026-05-03T00:00:00.000Z',
      downstream: true,
      newestFirst: false,
      state: 'started',
      origin: 'api',
      since: asOf,
      changedAt: asOf,
      done: 31,
      total: 96,
      message: '',
    },
  ],
};

const shares = (total: number, keys: readonly (string | null)[]) =>
  keys.map((key, index) => {
    const count = Math.round(total / 2 ** (index + 1));
    const growth = 0.36 - index * 0.12;
    return {
      key,
      count,
      share: count / total,
      lastYear: key === null ? null : Math.round(count / (1 + growth)),
      growth: key === null ? null : growth,
    };
  });
const frequency = (key: string, reservations: number) => ({
  key,
  updates: Math.round(reservations / 17),
  reservations,
  updatesPerReservation: 1 / 17,
  medianHoursBetween: 600.5,
  lastChangeAt: '2026-04-30T21:35:00.000Z',
});

export const fixedTrends = {
  from: '2025-04',
  to: '2026-04',
  type: null,
  asOf,
  months: Array.from({ length: 13 }, (_, index) => {
    const total = 820 + ((index * 137) % 260);
    return {
      period: new Date(Date.UTC(2025, 3 + index, 1)).toISOString().slice(0, 7),
      updateFrequency: {
        source: [frequency('travel_system', 1_217), frequency('agency', 1_174), frequency('email', 399)],
        vendor: [frequency('harbour', 540)],
      },
      trends: {
        destination: shares(total, ['Lisbon, PT', 'Madrid, ES', 'Rome, IT', 'Paris, FR', null]),
        vendor: shares(total, ['harbour', 'northwind', 'alpine', 'rollo']),
        travelerCountry: shares(total, ['GB', 'DE', 'NL', '']),
        leadTime: shares(total, ['8-30', '31-90', '91+', '2-7', '0-1']),
        startWeekday: shares(total, ['5', '4', '6', '1', '2', '3', '7']),
        updatesBySource: shares(90, ['travel_system', 'agency', null]),
        updatesByVendor: shares(90, ['harbour']),
      },
    };
  }),
};
