import type { FieldReader } from './change-fields.ts';

/** A flight of an itinerary. Times are wall-clock times of the airport, as if they were UTC; null where unknown. */
export interface FlightSegment {
  /** IATA or ICAO codes, '' where unknown. */
  carrier: string;
  operatingCarrier: string;
  number: string;
  /** IATA airport codes. */
  from: string;
  to: string;
  departsLocalMs: number | null;
  arrivesLocalMs: number | null;
  actualDepartsLocalMs: number | null;
  actualArrivesLocalMs: number | null;
  cabin: string;
  status: string;
  isDiverted: boolean;
}

/** What a change says of flights; empty for other reservations. */
export interface FlightPart {
  passengers: number | null;
  segments: FlightSegment[];
}

/** Where and when (wall-clock time there) a car is fetched or left. */
export interface CarPlace {
  city: string;
  /** Alpha-2. */
  country: string;
  atLocalMs: number | null;
}

export interface CarPart {
  /** Days as the vendor counts them. */
  days: number | null;
  class: string;
  pickup: CarPlace;
  dropoff: CarPlace;
}

const maxCount = 65_535;

/** Reads `flight`: what is given must have its form, nothing of it is required. */
export function readFlight(flight: FieldReader): FlightPart {
  return {
    passengers: flight.count('passengers', maxCount),
    segments: flight.list('segments').map((segment) => ({
      carrier: segment.carrier('carrier'),
      operatingCarrier: segment.carrier('operatingCarrier'),
      number: segment.text('number', { maxLength: 8 }),
      from: segment.airport('from'),
      to: segment.airport('to'),
      departsLocalMs: segment.local('departsAt'),
      arrivesLocalMs: segment.local('arrivesAt'),
      actualDepartsLocalMs: segment.local('actualDepartsAt'),
      actualArrivesLocalMs: segment.local('actualArrivesAt'),
      cabin: segment.text('cabin'),
      status: segment.text('status'),
      isDiverted: segment.flag('diverted'),
    })),
  };
}

/** Reads `car`, likewise. */
export function readCar(car: FieldReader): CarPart {
  const days = car.count('days', maxCount);
  const carClass = car.text('class');
  const [pickup, dropoff] = [readPlace(car.object('pickup')), readPlace(car.object('dropoff'))];
  return { days, class: carClass, pickup, dropoff };
}

function readPlace(place: FieldReader): CarPlace {
  return { city: place.text('city'), country: place.country('country'), atLocalMs: place.local('at') };
}
