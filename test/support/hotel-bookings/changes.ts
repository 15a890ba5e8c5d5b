import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Change } from '../second-computation/change.ts';
import { exact, multiply, print } from '../second-computation/money.ts';

const endings: Readonly<Record<string, readonly [status: string, hour: number]>> = {
  'Check-Out': ['completed', 11],
  Canceled: ['cancelled', 12],
  'No-Show': ['no_show', 20],
};

/** Reads the data set a second time, as its published mapping has it: the versions of each reservation. */
export async function readHotelBookings(path: string): Promise<Change[][]> {
  const [head = '', ...lines] = gunzipSync(await readFile(path))
    .toString()
    .trim()
    .split(/\r?\n/);
  const columns = new Map(head.split(',').map((name, index) => [name, index]));
  return lines.map((line, index) => {
    const cells = line.split(',');
    return versionsOf(index + 1, (name) => cells[columns.get(name) ?? -1] ?? '');
  });
}

function versionsOf(row: number, cell: (name: string) => string): Change[] {
  const year = Number(cell('arrival_date_year'));
  const arrival = new Date(`${cell('arrival_date_day_of_month')} ${cell('arrival_date_month')} ${year} UTC`);
  const bookedAt = arrival.getTime() - Number(cell('lead_time')) * 86_400_000 + 43_200_000;
  const nights = Number(cell('stays_in_weekend_nights')) + Number(cell('stays_in_week_nights'));
  const [status, hour] = endings[cell('reservation_status')] ?? ['', NaN];
  const told = Date.parse(`${cell('reservation_status_date')}T00:00:00Z`) + hour * 3_600_000;
  const finalAt = told < bookedAt + 3_600_000 ? bookedAt + 3_600_000 : told;
  const updates = Number(cell('booking_changes'));
  const reservationId = `hb-${row}`;
  const base = {
    type: 'hotel',
    vendorId: cell('hotel') === 'City Hotel' ? 'city-hotel' : 'resort-hotel',
    travelerId: `guest-${row}`,
    affiliateId: cell('agent') === 'NULL' ? null : `agent-${cell('agent')}`,
    bookedAt: new Date(bookedAt).toISOString(),
    startAt: arrival.toISOString(),
    endAt: arrival.toISOString(),
    timezone: 'Europe/Lisbon',
    amount: print(multiply([exact(cell('adr')), exact(String(nights))], 2), 2),
    currency: 'EUR',
  };
  const version = (number: number, atMs: number, state: string): Change => ({
    changeId: `${reservationId}:${number}`,
    reservationId,
    version: number,
    changedAt: new Date(atMs).toISOString(),
    source: base.affiliateId === null ? 'manual' : 'agency',
    kind: state,
    reservation: { ...base, status: state },
  });
  const changes = [version(1, bookedAt, 'booked')];
  for (let k = 1; k <= updates; k += 1) {
    changes.push(version(1 + k, bookedAt + Math.trunc((k * (finalAt - bookedAt)) / (updates + 1)), 'booked'));
  }
  return [...changes, version(2 + updates, finalAt, status)];
}
