import { describe, expect, test } from 'vitest';
import { createWorld } from './world.ts';

describe('collector to warehouse', () => {
  test('what is answered with 200 is stored; the same message twice counts once', async () => {
    const world = await createWorld();
    const batch = [
      {
        type: 'track',
        event: 'Search',
        messageId: 'm1',
        anonymousId: 'a1',
        timestamp: '2026-05-01T11:59:00Z',
      },
      {
        type: 'page',
        messageId: 'm2',
        anonymousId: 'a1',
        properties: { url: 'https://shop.example/a?utm_source=x&gclid=1' },
      },
    ];
    expect(await world.send('/v1/batch', { batch })).toMatchObject({ status: 200, json: { success: true } });
    expect(await world.send('/v1/track', batch[0])).toMatchObject({ status: 200, json: { success: true } });
    expect(await world.account()).toEqual({
      affiliateId: 'acme',
      kind: 'event',
      received: 3,
      stored: 2,
      duplicate: 1,
      rejected: 0,
      rejectedByReason: {},
      erased: 0,
      expired: 0,
      missing: 0,
    });
  });
});
