import type { Warehouse } from '../warehouse/client.ts';

/** Whose a reservation is or ever was, by all versions that are stored. */
export interface ReservationOwners {
  vendorIds: readonly string[];
  affiliateIds: readonly string[];
}

/** Returns the owners of those reservations that are stored. */
export type FindReservationOwners = (
  reservationIds: readonly string[],
) => Promise<ReadonlyMap<string, ReservationOwners>>;

const ownersSql = `
select
  reservation_id as reservationId,
  groupUniqArray(toString(vendor_id)) as vendorIds,
  groupUniqArray(toString(affiliate_id)) as affiliateIds
from reservation_changes
where reservation_id in {ids:Array(String)}
group by reservation_id`;

/** Creates the look-up by which a limited token is kept from reservations that are not its own. */
export function createReservationOwners(warehouse: Warehouse): FindReservationOwners {
  return async (reservationIds) => {
    const rows = await warehouse.query<ReservationOwners & { reservationId: string }>(ownersSql, {
      name: 'reservation-owners',
      params: { ids: [...reservationIds] },
    });
    return new Map(rows.map(({ reservationId, ...owners }) => [reservationId, owners]));
  };
}
