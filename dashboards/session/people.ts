import { readFileSync } from 'node:fs';
import type { Identity } from '../../infra/auth/identity.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { createAffiliates } from '../../warehouse/repositories/affiliates.ts';

/** Somebody whom the development issuer signs in without a password. */
export interface Person {
  /** `role` or `role:id`. */
  person: string;
  role: 'affiliate' | 'support' | 'traveler' | 'admin';
  name: string;
  /** A traveler's trips in all years. */
  trips?: number;
}

interface TravelerRow {
  travelerId: string;
  trips: number;
}

const travelersSql = readFileSync(new URL('queries/some-travelers.sql', import.meta.url), 'utf8');
const shownOf = { many: 3, one: 1, none: 1 };

/** Lists every affiliate, support, admin, and travelers whose years differ. Throws the warehouse's errors only. */
export async function listPeople(deps: { warehouse: Warehouse; clock: Clock }): Promise<Person[]> {
  const [affiliates, travelers] = await Promise.all([
    createAffiliates(deps).list(),
    deps.warehouse.query<TravelerRow>(travelersSql, { name: 'some-travelers', params: {} }),
  ]);
  const group = (from: (trips: number) => boolean, most: number): TravelerRow[] =>
    travelers.filter((row) => from(row.trips)).slice(0, most);
  const shown = [
    ...group((trips) => trips > 1, shownOf.many),
    ...group((trips) => trips === 1, shownOf.one),
    ...group((trips) => trips === 0, shownOf.none),
  ];
  return [
    ...affiliates.map(({ affiliateId, name }): Person => {
      return {
        person: `affiliate:${affiliateId}`,
        role: 'affiliate',
        name: name === '' ? affiliateId : name,
      };
    }),
    { person: 'support', role: 'support', name: 'Support' },
    ...shown.map(({ travelerId, trips }): Person => {
      return { person: `traveler:${travelerId}`, role: 'traveler', name: travelerId, trips };
    }),
    { person: 'admin', role: 'admin', name: 'Administrator' },
  ];
}

/** Reads who is meant by `role` or `role:id`; undefined for anything else. */
export function toPersonIdentity(person: string): Identity | undefined {
  const [, role, id] = /^([a-z]+)(?::(.+))?$/s.exec(person) ?? [];
  if (role === 'affiliate' && id !== undefined) return { sub: id, role, affiliateId: id };
  if (role === 'traveler' && id !== undefined) return { sub: id, role, travelerId: id };
  if ((role === 'support' || role === 'admin') && id === undefined) return { sub: role, role };
  return undefined;
}
