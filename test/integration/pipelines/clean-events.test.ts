import { expect, test } from 'vitest';
import { storeEvents, type RawEvent } from '../../support/raw-rows.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

interface CleanRow {
  message_id: string;
  received_at: string;
  path: string;
}

const cleanSql = `
select message_id, received_at, page_path as path
from clean_events
order by message_id, received_at`;

const at = (text: string) => `2026-03-${text}:00.000Z`;

/** Copies of messages, and which of them stand. */
const copies: { because: string; copies: Partial<RawEvent>[]; stand: string[] }[] = [
  {
    because: 'the first received stands, in whatever order the copies reach the warehouse',
    copies: [
      { timestamp: at('01T10:00'), receivedAt: at('01T10:09'), path: '/later' },
      { timestamp: at('01T10:00'), receivedAt: at('01T10:01'), path: '/first' },
    ],
    stand: ['/first'],
  },
  {
    because: 'a client without a clock sends no timestamp: each try is placed where it was received',
    copies: [
      { timestamp: at('01T11:05'), receivedAt: at('01T11:05'), path: '/retry' },
      { timestamp: at('01T10:55'), receivedAt: at('01T10:55'), path: '/first' },
    ],
    stand: ['/first'],
  },
  {
    because: 'a copy of another hour may be received first',
    copies: [
      { timestamp: at('01T12:00'), receivedAt: at('02T12:00'), path: '/later' },
      { timestamp: at('01T14:00'), receivedAt: at('02T11:00'), path: '/first' },
    ],
    stand: ['/first'],
  },
  {
    because: 'copies up to 30 days apart are one, later ones are a message of their own',
    copies: [
      { timestamp: at('01T10:00'), receivedAt: '2026-03-01T10:00:00.000Z', path: '/first' },
      { timestamp: at('01T10:00'), receivedAt: '2026-03-31T10:00:00.000Z', path: '/day-30' },
      { timestamp: at('01T10:00'), receivedAt: '2026-03-31T10:00:00.001Z', path: '/after' },
    ],
    stand: ['/first', '/after'],
  },
];

test('of the copies of a message the first received stands for 30 days, wherever and whenever they come', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-04-10T00:00:00Z');
  const longest = Math.max(...copies.map((each) => each.copies.length));
  // A copy at a time, with the pipelines run between: what was built before has to give way.
  for (let turn = 0; turn < longest; turn += 1) {
    const arriving = copies.flatMap(({ copies: own }, index) => {
      const copy = own[turn];
      return copy === undefined ? [] : [{ timestamp: '', messageId: `m${index}`, anonymousId: 'd', ...copy }];
    });
    await storeEvents(warehouse, arriving);
    expect((await pipelines.run({ model: 'clean_events' })).failed).toEqual([]);
  }
  const rows = await warehouse.query<CleanRow>(cleanSql, { name: 'test' });
  for (const [index, { because, stand }] of copies.entries()) {
    const standing = rows.filter((row) => row.message_id === `m${index}`).map((row) => row.path);
    expect(standing, because).toEqual(stand);
  }
});

test('the same message id of two affiliates is two messages', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-04-10T00:00:00Z');
  const event = { messageId: 'm', timestamp: at('01T10:00'), anonymousId: 'd' };
  await storeEvents(warehouse, [
    { ...event, affiliateId: 'a' },
    { ...event, affiliateId: 'b' },
  ]);
  expect((await pipelines.run({ model: 'clean_events' })).failed).toEqual([]);
  expect(await warehouse.query<CleanRow>(cleanSql, { name: 'test' })).toHaveLength(2);
});
