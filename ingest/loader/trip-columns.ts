import { toInstant } from '../../infra/clock.ts';
import type { ReservationChange } from '../change.ts';
import type { CarPlace } from '../change-trip.ts';

/** Makes the columns of what flights and cars carry. */
export function tripColumns({ flight, car }: Pick<ReservationChange, 'flight' | 'car'>) {
  return {
    flight_passengers: flight.passengers,
    flight_segments: flight.segments.map((segment) => ({
      carrier: segment.carrier,
      operating_carrier: segment.operatingCarrier,
      number: segment.number,
      origin: segment.from,
      destination: segment.to,
      departs_at: toTime(segment.departsLocalMs),
      arrives_at: toTime(segment.arrivesLocalMs),
      actual_departs_at: toTime(segment.actualDepartsLocalMs),
      actual_arrives_at: toTime(segment.actualArrivesLocalMs),
      cabin: segment.cabin,
      status: segment.status,
      is_diverted: segment.isDiverted,
    })),
    car_days: car.days,
    car_class: car.class,
    car_pickup: placeColumns(car.pickup),
    car_dropoff: placeColumns(car.dropoff),
  };
}

function placeColumns({ city, country, atLocalMs }: CarPlace) {
  return { city, country, at: toTime(atLocalMs) };
}

/** No change can say the first day of 1970, which therefore stands for "not known". */
function toTime(localMs: number | null): string {
  return toInstant(localMs ?? 0);
}
