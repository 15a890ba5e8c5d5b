import { createFieldReader } from './change-fields.ts';
import { readCar, readFlight, type CarPart, type FlightPart } from './change-trip.ts';
import { fault, type ChangeReason, type Fault, type Read } from './fault.ts';
import { createLocalTimes } from './instant.ts';
import { isAbsent, isObject } from './json.ts';
import { findStayFault } from './stay.ts';

const changeKinds = [
  'created',
  'updated',
  'cancelled',
  'reinstated',
  'completed',
  'no_show',
  'deleted',
] as const;
const statuses = ['booked', 'cancelled', 'completed', 'no_show', 'deleted'] as const;
const sources = ['email', 'agency', 'travel_system', 'manual'] as const;
const initiators = ['traveler', 'vendor', 'agency', 'system', 'unknown'] as const;
const reservationTypes = ['hotel', 'flight', 'car'] as const;

const maxCount = 65_535;

/** A change that can be accepted: what the warehouse's columns are made of, beside the payload. Times are epoch ms. */
export interface ReservationChange {
  changeId: string;
  reservationId: string;
  version: number;
  changedAtMs: number;
  source: (typeof sources)[number];
  kind: (typeof changeKinds)[number];
  initiator: (typeof initiators)[number];
  reason: string;
  type: (typeof reservationTypes)[number];
  status: (typeof statuses)[number];
  vendorId: string;
  travelerId: string;
  affiliateId: string;
  tripId: string;
  confirmation: string;
  clickId: string;
  clickAnonymousId: string;
  clickUserId: string;
  clickSubId: string;
  bookedAtMs: number;
  startAtMs: number;
  endAtMs: number;
  /** Wall-clock times of `timezone`, as if they were UTC. */
  startLocalMs: number;
  endLocalMs: number;
  timezone: string;
  /** Decimal strings. */
  amount: string | null;
  retained: string | null;
  currency: string;
  travelerCountry: string;
  hotelNights: number | null;
  hotelRooms: number | null;
  hotelGuests: number | null;
  hotelRoomAmount: string | null;
  hotelCity: string;
  hotelCountry: string;
  flight: FlightPart;
  car: CarPart;
}

export interface ChangeReader {
  /**
   * Reads a reservation change, or says why it cannot be accepted: the code of its first fault, the messages of
   * up to five. Unknown fields are no fault. Never throws.
   */
  read(value: unknown): Read<ReservationChange, ChangeReason>;
}

/** Creates a reader of changes; it remembers the local times that it has turned into instants. */
export function createChangeReader(): ChangeReader {
  const localTimes = createLocalTimes();
  return {
    read(value) {
      if (!isObject(value)) return fault('not_an_object', 'A change is a JSON object');
      const faults: Fault<ChangeReason>[] = [];
      const change = createFieldReader(value, '', faults);
      const reservation = change.object('reservation', { isRequired: true });
      const click = reservation.object('click');
      const hotel = reservation.object('hotel');
      const changeId = change.text('changeId', { isRequired: true });
      const reservationId = change.text('reservationId', { isRequired: true });
      const version = change.count('version', Number.MAX_SAFE_INTEGER, { isRequired: true });
      const changedAtMs = change.instant('changedAt');
      const source = change.oneOf('source', sources);
      const kind = change.oneOf('kind', changeKinds);
      const initiator = isAbsent(value['initiator']) ? 'unknown' : change.oneOf('initiator', initiators);
      const type = reservation.oneOf('type', reservationTypes);
      const status = reservation.oneOf('status', statuses);
      const startLocalMs = reservation.local('startAt', { isRequired: true });
      const endLocalMs = reservation.local('endAt', { isRequired: true });
      const timezone = reservation.timezone('timezone');
      const rest = {
        reason: change.text('reason', { maxLength: 10_000 }),
        vendorId: reservation.text('vendorId', { isRequired: true }),
        travelerId: reservation.text('travelerId', { isRequired: true }),
        affiliateId: reservation.text('affiliateId'),
        tripId: reservation.text('tripId'),
        confirmation: reservation.text('confirmation'),
        clickId: click.text('clickId'),
        clickAnonymousId: click.text('anonymousId'),
        clickUserId: click.text('userId'),
        clickSubId: click.text('subId'),
        bookedAtMs: reservation.instant('bookedAt'),
        amount: reservation.amount('amount'),
        retained: reservation.amount('retained'),
        currency: reservation.currency('currency'),
        travelerCountry: reservation.country('travelerCountry'),
        hotelNights: hotel.count('nights', maxCount),
        hotelRooms: hotel.count('rooms', maxCount),
        hotelGuests: hotel.count('guests', maxCount),
        hotelRoomAmount: hotel.amount('roomAmount'),
        hotelCity: hotel.text('city'),
        hotelCountry: hotel.country('country'),
        flight: readFlight(reservation.object('flight')),
        car: readCar(reservation.object('car')),
      };
      const [first] = faults;
      if (
        first !== undefined ||
        version === null ||
        source === undefined ||
        kind === undefined ||
        initiator === undefined ||
        type === undefined ||
        status === undefined ||
        startLocalMs === null ||
        endLocalMs === null
      ) {
        return fault(first?.code ?? 'invalid_field', messageOfFaults(faults));
      }
      const startAtMs = localTimes.toInstant(startLocalMs, timezone);
      const endAtMs = localTimes.toInstant(endLocalMs, timezone);
      const times = { startLocalMs, endLocalMs, startAtMs, endAtMs };
      const misfit = findStayFault({ ...times, bookedAtMs: rest.bookedAtMs, hotelNights: rest.hotelNights });
      if (misfit !== undefined) return { ok: false, fault: misfit };
      return {
        ok: true,
        value: {
          changeId,
          reservationId,
          version,
          changedAtMs,
          source,
          kind,
          initiator,
          type,
          status,
          startAtMs,
          endAtMs,
          startLocalMs,
          endLocalMs,
          timezone,
          ...rest,
        },
      };
    },
  };
}

function messageOfFaults(faults: readonly Fault<ChangeReason>[]): string {
  const shown = faults.slice(0, 5).map((each) => each.message);
  return faults.length > 5 ? `${shown.join('; ')}; and ${faults.length - 5} more` : shown.join('; ');
}
