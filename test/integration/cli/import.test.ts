import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createEnvironment, runMilepost } from './run-milepost.ts';

const columns = [
  'hotel',
  'lead_time',
  'arrival_date_year',
  'arrival_date_month',
  'arrival_date_day_of_month',
  'stays_in_weekend_nights',
  'stays_in_week_nights',
  'adults',
  'children',
  'babies',
  'country',
  'booking_changes',
  'agent',
  'adr',
  'reservation_status',
  'reservation_status_date',
];
const rows = [
  'Resort Hotel,342,2015,July,1,0,0,2,0,0,PRT,3,NULL,0,Check-Out,2015-07-01',
  'City Hotel,7,2015,July,2,0,1,1,0,0,GBR,0,304,75,Check-Out,2015-07-03',
  'City Hotel,7,2015,July,2,0,1,1,NA,0,NULL,1,304,75,Canceled,2015-07-01',
  'City Hotel,7,2015,July,2,0,1,1,0,0,ESP,0,9,-6.38,No-Show,2015-07-02',
  'A boat,7,2015,July,2,0,1,1,0,0,ESP,0,9,10,No-Show,2015-07-02',
];

test('hotel bookings come in once, however often they are imported', async () => {
  const env = await createEnvironment();
  await runMilepost(['migrate'], env);
  const path = join(env.MILEPOST_DATA, 'bookings.csv.gz');
  await writeFile(path, gzipSync([columns.join(','), ...rows, ''].join('\n')));
  const first = await runMilepost(['import', path, '--as', 'hotel-bookings', '--json'], env);
  expect(first.code).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({
    read: 5,
    sent: 12,
    accepted: 12,
    reasons: { unreadable_record: 1 },
    examples: [{ record: 5 }],
    added: { vendors: ['resort-hotel', 'city-hotel'], affiliates: ['agent-304', 'agent-9'] },
  });
  const second = await runMilepost(['import', path, '--as', 'hotel-bookings'], env);
  expect(second.stdout).toMatch(/^Read 5 records, sent 12 changes, 12 accepted, in /);
  expect(second.stdout).not.toContain('Added');

  const accounting = await runMilepost(['accounting', '--json'], env);
  const accounts: { received: number; stored: number; duplicate: number; missing: number }[] = JSON.parse(
    accounting.stdout,
  );
  const sum = (name: 'received' | 'stored' | 'duplicate' | 'missing') =>
    accounts.reduce((total, account) => total + account[name], 0);
  expect([sum('received'), sum('stored'), sum('duplicate'), sum('missing')]).toEqual([24, 12, 12, 0]);
  const affiliates = await runMilepost(['affiliates', 'list', '--json'], env);
  expect(JSON.parse(affiliates.stdout)).toMatchObject([
    { affiliateId: 'agent-304', currency: 'EUR', timezone: 'Europe/Lisbon' },
    { affiliateId: 'agent-9' },
  ]);
});

test('events without a messageId come in once too, and CSV columns are paths', async () => {
  const env = await createEnvironment();
  await runMilepost(['migrate'], env);
  await runMilepost(['affiliates', 'add', 'acme'], env);
  const load = async (text: string) => {
    const path = join(env.MILEPOST_DATA, 'events');
    await writeFile(path, text);
    const { stdout } = await runMilepost(
      ['import', path, '--as', 'events', '--affiliate', 'acme', '--json'],
      env,
    );
    return JSON.parse(stdout) as unknown;
  };
  const page = '{"type":"page","anonymousId":"a1","timestamp":"2020-05-01T12:00:00Z"}';
  const events = [page, page, '{"type":"dance","anonymousId":"a1"}', 'none'].join('\n');
  for (const _ of [1, 2]) {
    await expect(load(events)).resolves.toMatchObject({
      read: 4,
      accepted: 2,
      reasons: { unknown_type: 1, unreadable_record: 1 },
    });
  }
  const csv = 'type,anonymousId,messageId,context.page.path\npage,a1,m1,/lisbon\n';
  await expect(load(csv)).resolves.toMatchObject({ accepted: 1 });
  const { stdout } = await runMilepost(['accounting', '--json'], env);
  expect(JSON.parse(stdout)).toMatchObject([{ affiliateId: 'acme', kind: 'event', stored: 3, duplicate: 2 }]);
});
