import type { Change } from './change.ts';

const best = ['agency', 'travel_system', 'email', 'manual'];

/**
 * Leaves out what tells the same booking once more: vendor, confirmation and traveler of a better source. What that source
 * deleted is told by the next one.
 */
export function withoutCopies(reservations: readonly (readonly Change[])[]): (readonly Change[])[] {
  const bookings = Map.groupBy(reservations, (versions) => {
    const { reservationId, reservation } = versions.at(-1) ?? {};
    const { status, vendorId, confirmation, travelerId } = reservation ?? {};
    if ((confirmation ?? '') === '' || status === 'deleted') return reservationId ?? '';
    return `${vendorId}\n${confirmation}\n${travelerId}`;
  });
  const rank = (versions: readonly Change[]): number => best.indexOf(versions[0]?.source ?? '');
  return [...bookings.values()].flatMap((told) => told.toSorted((a, b) => rank(a) - rank(b)).slice(0, 1));
}
