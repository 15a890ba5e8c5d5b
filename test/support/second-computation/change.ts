/** A reservation change as a source sends it; what the second computation reads of it. */
export interface Change {
  changeId: string;
  reservationId: string;
  version: number;
  changedAt: string;
  source: string;
  kind: string;
  initiator?: string;
  reservation: Reservation;
}

export interface Reservation {
  type: string;
  status: string;
  vendorId: string;
  travelerId: string;
  affiliateId?: string | null;
  tripId?: string | null;
  confirmation?: string | null;
  click?: { clickId?: string | null; anonymousId?: string | null; userId?: string | null } | null;
  bookedAt: string;
  /** Local to `timezone`. */
  startAt: string;
  endAt: string;
  timezone: string;
  amount?: string | null;
  retained?: string | null;
  currency?: string | null;
  travelerCountry?: string | null;
  hotel?: Hotel | null;
  flight?: Flight | null;
  car?: Car | null;
}

export interface Hotel {
  nights?: number | null;
  rooms?: number | null;
  guests?: number | null;
  roomAmount?: string | null;
  city?: string | null;
  country?: string | null;
}

export interface Flight {
  passengers?: number | null;
  segments: Segment[];
}

/** Times are local to each airport. */
export interface Segment {
  carrier: string;
  operatingCarrier?: string | null;
  number: string;
  from: string;
  to: string;
  departsAt: string;
  arrivesAt: string;
  actualDepartsAt?: string | null;
  actualArrivesAt?: string | null;
  cabin?: string | null;
  status?: string | null;
  diverted?: boolean;
}

export interface Car {
  days?: number | null;
  pickup: CarPlace;
  dropoff: CarPlace;
}

export interface CarPlace {
  city: string;
  country: string;
  at: string;
}

/** While booked or completed a reservation is live: it is worth its amount. */
export function isLive(status: string): boolean {
  return status === 'booked' || status === 'completed';
}
