import type { SeededVendor } from './seeded-world.ts';

/** A vendor's part of a rate. */
export interface Share {
  vendor: SeededVendor;
  numerator: number;
  denominator: number;
}

/** What peers reached together: of the same type, country and class, other owners, enough of them, and none too large. */
export function benchmarkOf(subject: SeededVendor, shares: readonly Share[]) {
  const peers = shares.filter(
    ({ vendor, denominator }) =>
      vendor.type === subject.type &&
      vendor.country === subject.country &&
      vendor.class === subject.class &&
      vendor.owner !== subject.owner &&
      denominator > 0,
  );
  const whole = peers.reduce((total, { denominator }) => total + denominator, 0);
  const owners = Map.groupBy(peers, ({ vendor }) => vendor.owner);
  const largest = Math.max(
    0,
    ...[...owners.values()].map((own) => own.reduce((total, { denominator }) => total + denominator, 0)),
  );
  if (peers.length < 5 || owners.size < 3 || largest > 0.4 * whole) return { status: 'suppressed' };
  const reached = peers.reduce((total, { numerator }) => total + numerator, 0);
  return { status: 'shown', value: reached / whole, peers: peers.length, owners: owners.size };
}
