import { MilepostError } from '../../infra/errors.ts';
import type { Intake } from '../../ingest/intake.ts';
import { toRawItem } from '../../ingest/payload.ts';
import { toHotelChanges, type CsvRow } from './hotel-bookings.ts';
import { createWelcome, type Newcomers, type NewcomersDeps } from './newcomers.ts';
import { createSender, type SenderConfig } from './sender.ts';
import type { Source } from './source.ts';
import { countRejection, type Tally } from './tally.ts';

/** A submission waits for a flush of the loader: several under way fill it, and it bounds the memory to some 50 MB. */
export const sending: SenderConfig = {
  batchItems: 1_000,
  maxUnderWay: 24,
  retryDelaysMs: [200, 500, 1_000, 2_000, 5_000, 10_000],
};

/**
 * Sends reservation changes, one a line of NDJSON, through the normal way in; unknown affiliates and vendors are
 * added first.
 *
 * @throws {MilepostError} `file_unfit` for CSV: a change is nested.
 */
export async function importReservations(
  source: Source,
  deps: NewcomersDeps & { intake: Intake },
  tally: Tally,
): Promise<Newcomers> {
  if (source.format === 'csv') {
    throw new MilepostError('file_unfit', 'Reservation changes come as NDJSON: one change object a line');
  }
  return sendChanges(source, deps, tally, ({ value, text }) =>
    value === undefined ? undefined : [{ text, value }],
  );
}

/** Sends the "Hotel booking demand" data set as reservation changes. */
export async function importHotelBookings(
  source: Source,
  deps: NewcomersDeps & { intake: Intake },
  tally: Tally,
): Promise<Newcomers> {
  return sendChanges(source, deps, tally, ({ value, number }) =>
    isCsvRow(value) ? toHotelChanges(value, number)?.map((change) => toRawItem(change)) : undefined,
  );
}

type SourceRecord = Source['records'] extends AsyncIterable<infer Each> ? Each : never;
type Item = ReturnType<typeof toRawItem>;

async function sendChanges(
  source: Source,
  deps: NewcomersDeps & { intake: Intake },
  tally: Tally,
  toItems: (record: SourceRecord) => Item[] | undefined,
): Promise<Newcomers> {
  const welcome = await createWelcome(deps);
  const sender = createSender(sending, tally, (items) => {
    welcome.welcome(items.map((item) => item.value));
    return deps.intake.submitChanges({ origin: 'import', items });
  });
  for await (const record of source.records) {
    tally.read += 1;
    const items = toItems(record);
    if (items === undefined) {
      const message = 'is not a record of this kind';
      countRejection(tally, { record: record.number, reason: 'unreadable_record', message });
      continue;
    }
    for (const item of items) await sender.add(record.number, item);
  }
  await sender.flush();
  return welcome.finish();
}

export function isCsvRow(value: unknown): value is CsvRow {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((cell) => typeof cell === 'string')
  );
}
