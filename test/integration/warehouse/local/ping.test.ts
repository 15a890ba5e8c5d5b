import { createClient } from '@clickhouse/client';
import { expect, onTestFinished, test } from 'vitest';
import { engineUrl } from '../../../support/engine.ts';

test('the engine answers a ping and a query', async () => {
  const client = createClient({ url: engineUrl() });
  onTestFinished(() => client.close());

  expect(await client.ping()).toEqual({ success: true });
  expect(await client.ping({ select: true })).toEqual({ success: true });
  const result = await client.query({ query: 'select currentDatabase() as name', format: 'JSONEachRow' });
  expect(await result.json()).toEqual([{ name: 'milepost' }]);
});
