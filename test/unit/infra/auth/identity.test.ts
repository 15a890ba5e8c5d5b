import { expect, test } from 'vitest';
import { toIdentity } from '../../../../infra/auth/identity.ts';

test.each<[Record<string, unknown>, string]>([
  [{ role: 'admin' }, 'no subject'],
  [{ sub: '', role: 'admin' }, 'empty subject'],
  [{ sub: 's', role: 'root' }, 'unknown role'],
  [{ sub: 's', role: 'affiliate' }, 'an affiliate without its id'],
  [{ sub: 's', role: 'affiliate', affiliateId: '' }, 'an empty id'],
  [{ sub: 's', role: 'traveler', travelerId: 7 }, 'an id that is no string'],
  [{ sub: 's', role: 'source', vendorIds: 'v1' }, 'a limit that is no list must not read as no limit'],
  [{ sub: 's', role: 'source', affiliateIds: [null] }, 'a limit of things that are no ids'],
])('%j makes no identity: %s', (claims) => {
  expect(toIdentity(claims)).toBeUndefined();
});
