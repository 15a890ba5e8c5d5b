import { expect, test } from 'vitest';
import { createReader } from '../../../../dashboards/api/reader.ts';
import { AffiliateScope, OperationsScope, VendorScope } from '../../../../dashboards/api/scope.ts';
import type { Identity } from '../../../../infra/auth/identity.ts';
import type { QueryOptions, Warehouse } from '../../../../warehouse/client.ts';

const identities: Record<Identity['role'], Identity> = {
  affiliate: { sub: 's', role: 'affiliate', affiliateId: 'a1' },
  support: { sub: 's', role: 'support' },
  admin: { sub: 's', role: 'admin' },
  traveler: { sub: 's', role: 'traveler', travelerId: 't1' },
  source: { sub: 's', role: 'source', affiliateIds: ['a1'] },
};

test.each([
  ['affiliate', 'a1'],
  ['admin', 'a1'],
  ['admin', 'a2'],
] as const)('%s may read affiliate %s', (role, affiliateId) => {
  expect(AffiliateScope.of(identities[role], affiliateId).affiliateId).toBe(affiliateId);
});

test.each([
  ['affiliate', 'a2'],
  ['admin', ''],
  ['support', 'a1'],
  ['traveler', 'a1'],
  ['source', 'a1'],
] as const)('%s may not read affiliate "%s"', (role, affiliateId) => {
  expect(() => AffiliateScope.of(identities[role], affiliateId)).toThrow(
    expect.objectContaining({ status: 404 }),
  );
});

test.each(['affiliate', 'traveler', 'source'] as const)('%s sees neither vendors nor operations', (role) => {
  expect(() => VendorScope.of(identities[role])).toThrow(expect.objectContaining({ status: 404 }));
  expect(() => OperationsScope.of(identities[role])).toThrow(expect.objectContaining({ status: 404 }));
});

test('an object of the shape of a scope reads nothing, and parameters cannot name another affiliate', async () => {
  const asked: QueryOptions[] = [];
  const warehouse: Warehouse = {
    query: async (_sql, options) => {
      asked.push(options);
      return [];
    },
    stream: refuse,
    command: refuse,
    insert: refuse,
    load: refuse,
    ping: refuse,
    close: refuse,
  };
  const reader = createReader(warehouse);
  const forged: AffiliateScope = Object.assign(Object.create(AffiliateScope.prototype), {
    affiliateId: 'a2',
  });
  await expect(reader.affiliate(forged, 'ledger', {})).rejects.toMatchObject({ code: 'scope_missing' });
  await reader.affiliate(AffiliateScope.of(identities.affiliate, 'a1'), 'ledger', { affiliateId: 'a2' });
  expect(asked.map((options) => options.params)).toEqual([{ affiliateId: 'a1' }]);
});

async function refuse(): Promise<never> {
  throw new Error('not asked here');
}
