import { divide, minorDigitsOf, print, sum } from './money.ts';
import type { SeededVendor } from './seeded-world.ts';
import type { Part } from './vendor-month.ts';

/** A vendor's part of a rate. */
export interface Share {
  vendor: SeededVendor;
  part: Part;
}

/**
 * What peers reached together: of the same type, country and class, other owners, enough of them, and none too large. Money is
 * compared with that of the same currency.
 */
export function benchmarkOf(subject: SeededVendor, shares: readonly Share[]) {
  const peers = shares.filter(
    ({ vendor, part: [numerator, denominator] }) =>
      vendor.type === subject.type &&
      vendor.country === subject.country &&
      vendor.class === subject.class &&
      vendor.owner !== subject.owner &&
      (typeof numerator === 'number' || vendor.currency === subject.currency) &&
      denominator > 0,
  );
  const volumeOf = (own: readonly Share[]): number => own.reduce((total, { part }) => total + part[1], 0);
  const whole = volumeOf(peers);
  const owners = Map.groupBy(peers, ({ vendor }) => vendor.owner);
  const largest = Math.max(0, ...[...owners.values()].map(volumeOf));
  if (peers.length < 5 || owners.size < 3 || largest > 0.4 * whole) return { status: 'suppressed' };
  const reached = peers.map(({ part }) => part[0]);
  const money = reached.filter((each) => typeof each === 'bigint');
  const value =
    money.length > 0
      ? print(divide(sum(money), BigInt(whole)), minorDigitsOf(subject.currency))
      : reached.reduce<number>((total, each) => total + Number(each), 0) / whole;
  return { status: 'shown', value, peers: peers.length, owners: owners.size };
}
