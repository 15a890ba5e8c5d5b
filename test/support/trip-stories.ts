import type { RawSegment, RawTrip } from './raw-trips.ts';
import type { Warehouse } from '../../warehouse/client.ts';

/** When these months are computed. */
export const now = '2026-04-03T09:00:00Z';
export const zones = { LIS: 'Europe/Lisbon', JFK: 'America/New_York', NRT: 'Asia/Tokyo' };

/** What a version changes of the one before; `leg` changes its only segment. */
export type Step = Partial<Omit<RawTrip, 'segments'>> & {
  segments?: RawSegment[];
  leg?: Partial<RawSegment>;
};

export const segment: RawSegment = {
  number: '204',
  from: 'JFK',
  to: 'LIS',
  departsAt: '2026-03-20T23:00:00',
  arrivesAt: '2026-03-21T10:00:00',
};
export const flew = (actualArrivesAt: string | undefined, changes: Partial<RawSegment> = {}): Step => ({
  changedAt: '2026-03-21T20:00:00.000Z',
  initiator: 'system',
  leg: { actualArrivesAt, ...changes },
});
export const ended = (initiator: string): Step => ({ kind: 'cancelled', status: 'cancelled', initiator });

let trips = 0;
/** Tells the versions of a reservation. */
export function tell(
  vendorId: string,
  type: RawTrip['type'],
  [first, ...later]: [Step, ...Step[]],
): RawTrip[] {
  trips += 1;
  let state: RawTrip = {
    reservationId: `t${trips}`,
    version: 0,
    vendorId,
    type,
    kind: 'created',
    status: 'booked',
    initiator: 'traveler',
    changedAt: '2026-01-10T12:00:00.000Z',
    startAt: '2026-03-21T03:00:00',
    endAt: '2026-03-21T10:00:00',
    amount: '100.00',
    passengers: 1,
    segments: type === 'flight' ? [segment] : [],
    days: null,
    pickup: { city: type === 'car' ? 'Faro' : '' },
    dropoff: { city: type === 'car' ? 'Faro' : '' },
  };
  return [first, ...later].map(({ leg, ...step }, index) => {
    const kind = index === 0 ? 'created' : 'updated';
    const changedAt = index === 0 ? state.changedAt : `2026-02-0${index}T12:00:00.000Z`;
    const segments = state.segments.map((each) => ({ ...each, ...leg }));
    state = { ...state, kind, changedAt, segments, ...step, version: index + 1 };
    return state;
  });
}

/** Adds vendors, and the airports that have a zone. */
export async function addReference(warehouse: Warehouse, vendors: { id: string; type: string }[]) {
  const recorded_at = '2026-01-01T00:00:00.000Z';
  const valid_from = '1970-01-01T00:00:00.000Z';
  const common = { valid_from, recorded_at, country: 'PT', city: '' };
  const vendorRows = vendors.map(({ id, type }) => {
    const rest = { name: id, timezone: 'UTC', currency: 'EUR', owner: '', class: '' };
    return { ...common, ...rest, vendor_id: id, type };
  });
  const airportRows = Object.entries(zones).map(([airport, timezone]) => {
    return {
      ...common,
      airport,
      name: airport,
      timezone,
      latitude: 0,
      longitude: 0,
      source: '',
      version: '',
    };
  });
  await warehouse.insert('vendors', vendorRows, { name: 'test' });
  await warehouse.insert('airports', airportRows, { name: 'test' });
}
