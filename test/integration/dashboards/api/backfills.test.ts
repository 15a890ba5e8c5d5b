import { expect, test } from 'vitest';
import type { Identity } from '../../../../infra/auth/identity.ts';
import { storeEvents } from '../../../support/raw-rows.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { startApi } from './start-api.ts';

const now = '2026-03-10T00:00:00Z';
const path = '/api/pipelines/backfills';
const admin: Identity = { sub: 'x', role: 'admin' };
const support: Identity = { sub: 's', role: 'support' };
const order = { model: 'clean_events', from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' };

test('an admin orders a backfill, the scheduler works it off, and it can be taken back', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now);
  await storeEvents(warehouse, [{ messageId: 'm', timestamp: '2026-03-01T10:05:00.000Z', anonymousId: 'd' }]);
  await pipelines.run({ model: 'clean_events' });
  const { server } = await startApi(warehouse, now);
  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, identity: Identity, body?: object) => {
    const token = Buffer.from(JSON.stringify(identity)).toString('base64url');
    const answer = await server.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.statusCode, body: answer.json() };
  };

  expect(await ask('POST', path, support, order)).toMatchObject({ status: 404 });
  expect(await ask('POST', path, admin, { ...order, model: 'none' })).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'model' }] },
  });
  expect(await ask('POST', path, admin, { ...order, to: order.from })).toMatchObject({ status: 400 });

  const { body: ordered } = await ask('POST', path, admin, order);
  expect(ordered).toMatchObject({
    model: 'clean_events',
    state: 'started',
    origin: 'api',
    downstream: false,
  });
  expect(await ask('POST', path, admin, order)).toMatchObject({ body: { id: ordered.id } });
  expect(await pipelines.workOffOrders({})).toMatchObject({ state: 'done', done: 1, total: 1 });
  expect(await ask('GET', path, support)).toMatchObject({
    body: { backfills: [{ id: ordered.id, state: 'done', done: 1, total: 1 }] },
  });

  const { body: second } = await ask('POST', path, admin, order);
  expect(await ask('DELETE', `${path}/${second.id}`, admin)).toMatchObject({ body: { state: 'cancelled' } });
  expect(await pipelines.workOffOrders({})).toBeUndefined();
  expect(await ask('DELETE', `${path}/00000000-0000-4000-8000-000000000000`, admin)).toMatchObject({
    status: 404,
  });
});
