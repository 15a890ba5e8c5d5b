import type { ContractChange, ContractSegment } from './contract-changes.ts';
import type { TestProfile } from './traveler-world.ts';

type Reservation = ContractChange['reservation'];

/** A reservation and what happens to it: each change is laid over the state before. */
type Told = [
  id: string,
  reservation: Partial<Reservation> & Pick<Reservation, 'type' | 'startAt' | 'endAt'>,
  ...changes: (Partial<Reservation> & { initiator?: string })[],
];

/** Makes the changes of a reservation's story. */
export function tell(travelerId: string, [id, first, ...changes]: Told): ContractChange[] {
  let reservation: Reservation = {
    status: 'completed',
    vendorId: `v-${first.type}`,
    travelerId,
    bookedAt: '2024-12-01T12:00:00.000Z',
    timezone: 'Europe/Amsterdam',
    amount: '100.00',
    currency: 'EUR',
    ...first,
  };
  return [{}, ...changes].map(({ initiator = 'unknown', ...change }: Told[2], index) => {
    const before = reservation.status;
    reservation = { ...reservation, ...change };
    const isEnd = index > 0 && reservation.status !== before;
    return {
      changeId: `${travelerId}-${id}:${index}`,
      reservationId: `${travelerId}-${id}`,
      version: index + 1,
      changedAt: `2024-12-0${index + 1}T12:00:00.000Z`,
      source: 'agency',
      kind: index === 0 ? 'created' : isEnd ? reservation.status : 'updated',
      initiator,
      reservation,
    };
  });
}

function flight(id: string, segments: ContractSegment[], rest: Partial<Reservation> = {}): Told {
  const startAt = segments[0]?.departsAt ?? '';
  const endAt = segments.at(-1)?.arrivesAt ?? '';
  return [id, { type: 'flight', startAt, endAt, flight: { segments }, timezone: 'UTC', ...rest }];
}

function leg(from: string, to: string, departsAt: string, arrivesAt: string, rest = {}): ContractSegment {
  return { carrier: 'KL', from, to, departsAt: `${departsAt}:00`, arrivesAt: `${arrivesAt}:00`, ...rest };
}

function hotel(id: string, from: string, to: string, rest: Partial<Reservation> = {}): Told {
  return [
    id,
    {
      type: 'hotel',
      startAt: `${from}T15:00:00`,
      endAt: `${to}T11:00:00`,
      hotel: { city: 'Lisbon', country: 'PT' },
      ...rest,
    },
  ];
}

/** A traveler, and what his years must say; undefined where there must be none. */
interface Case {
  because: string;
  travelerId: string;
  profile?: Omit<TestProfile, 'travelerId'>;
  told: Told[];
  years: Record<number, Record<string, unknown> | undefined>;
  /** First and last reservation of each trip, without the traveler's name. */
  trips?: string[][];
}

const amsterdam = { homeCountry: 'NL', homeCity: 'Amsterdam', homeAirport: 'AMS', currency: 'EUR' };

export const travelerCases: readonly Case[] = [
  {
    because: 'a layover adds an airport and no country, and a return by another reservation ends the trip',
    travelerId: 'layover',
    profile: amsterdam,
    told: [
      flight('out', [
        leg('AMS', 'LHR', '2025-03-01T08:00', '2025-03-01T08:20'),
        leg('LHR', 'JFK', '2025-03-01T11:00', '2025-03-01T14:00', { carrier: 'BA', cabin: 'business' }),
      ]),
      hotel('stay', '2025-03-01', '2025-03-08', {
        timezone: 'America/New_York',
        hotel: { city: 'New York', country: 'US' },
      }),
      flight('back', [leg('JFK', 'AMS', '2025-03-08T18:00', '2025-03-09T07:00')]),
      hotel('later', '2025-03-10', '2025-03-11'),
    ],
    years: {
      2025: {
        trips: 2,
        flights: 3,
        countries: ['PT', 'US'],
        first_time_countries: [],
        is_first_year: true,
        airports: ['AMS', 'JFK', 'LHR'],
        airlines: ['BA', 'KL'],
        nights: 8,
        hotels: 1,
        // 80 minutes, 8 hours, 7 hours (winter time in Amsterdam, summer time not yet in New York).
        air_minutes: 80 + 480 + 420,
        home_source: 'profile',
        busiest_month: '2025-03',
        busiest_month_days: 11,
        longest_trip_days: 9,
        spend: { flight: '200', hotel: '200' },
        factor_sets: ['DESNZ 2025'],
        flights_without_factor: 0,
      },
    },
    trips: [['back', 'out', 'stay'], ['later']],
  },
  {
    because: 'nights stand in the year of their date, the reservation and its trip in that of its start',
    travelerId: 'new-year',
    profile: amsterdam,
    told: [hotel('eve', '2024-12-30', '2025-01-02')],
    years: {
      2024: { reservations: 1, trips: 1, nights: 2, hotels: 1, countries: ['PT'] },
      2025: {
        reservations: 0,
        trips: 0,
        nights: 1,
        hotels: 0,
        countries: [],
        trip_days: 2,
        is_first_year: false,
      },
    },
  },
  {
    because: 'an overnight flight counts once, in its hours, and belongs to the year in which it left',
    travelerId: 'overnight',
    profile: amsterdam,
    told: [flight('red-eye', [leg('JFK', 'AMS', '2024-12-31T22:00', '2025-01-01T11:00')])],
    years: { 2024: { flights: 1, air_minutes: 420, nights: 0, longest_trip_days: 2 }, 2025: undefined },
  },
  {
    because: 'a return within the day is a visit and no layover; a flight there and back is one trip',
    travelerId: 'day-trip',
    profile: amsterdam,
    told: [
      flight('both', [
        leg('AMS', 'LHR', '2025-05-05T07:00', '2025-05-05T07:20'),
        leg('LHR', 'AMS', '2025-05-05T19:00', '2025-05-05T21:15'),
      ]),
    ],
    years: { 2025: { trips: 1, flights: 2, countries: ['GB'], longest_trip_days: 1 } },
    trips: [['both']],
  },
  {
    because: 'without a home nothing is left out of the countries, and a gap of 36 hours parts trips',
    travelerId: 'homeless',
    told: [
      hotel('a', '2025-02-01', '2025-02-03'),
      hotel('b', '2025-02-04', '2025-02-05', { vendorId: 'other' }),
      hotel('c', '2025-02-07', '2025-02-08', { hotel: { city: 'Porto', country: 'PT' } }),
    ],
    years: {
      2025: {
        home_source: 'unknown',
        home_country: '',
        trips: 2,
        countries: ['PT'],
        currency_source: 'booking',
      },
    },
    trips: [['a', 'b'], ['c']],
  },
  {
    because:
      'the given tripId is a trip whatever the time between, and the last travelerCountry is home without a profile',
    travelerId: 'given',
    told: [
      hotel('a', '2025-02-01', '2025-02-03', { tripId: 'T1', travelerCountry: 'FR' }),
      hotel('b', '2025-06-01', '2025-06-03', {
        tripId: 'T1',
        travelerCountry: 'PT',
        bookedAt: '2025-01-01T00:00:00.000Z',
      }),
    ],
    years: {
      2025: { trips: 1, countries: [], home_country: 'PT', home_source: 'travelerCountry', nights: 4 },
    },
    trips: [['a', 'b']],
  },
  {
    because:
      'still booked 48 hours after its end it is presumed completed; what has started counts in the running year',
    travelerId: 'presumed',
    profile: amsterdam,
    told: [
      hotel('past', '2025-06-01', '2025-06-03', { status: 'booked' }),
      hotel('now', '2025-11-28', '2025-12-05', { status: 'booked' }),
      hotel('next', '2025-12-24', '2025-12-27', { status: 'booked' }),
    ],
    // It is 1 December: the nights of 28, 29 and 30 November are past.
    years: { 2025: { reservations: 2, presumed_completed: 1, nights: 5 } },
  },
  {
    because:
      'what others changed is survived: schedules, cancellations and late arrivals; the own changes are not',
    travelerId: 'survivor',
    profile: amsterdam,
    told: [
      [
        'late',
        {
          type: 'flight',
          startAt: '2025-07-01T08:00:00',
          endAt: '2025-07-01T10:00:00',
          flight: { segments: [leg('AMS', 'LIS', '2025-07-01T08:00', '2025-07-01T10:00')] },
        },
        {
          initiator: 'vendor',
          startAt: '2025-07-01T09:00:00',
          endAt: '2025-07-01T11:00:00',
          flight: {
            segments: [
              leg('AMS', 'LIS', '2025-07-01T09:00', '2025-07-01T11:00', {
                actualDepartsAt: '2025-07-01T09:30:00',
                actualArrivesAt: '2025-07-01T11:45:00',
              }),
            ],
          },
        },
        { initiator: 'traveler', startAt: '2025-07-01T09:30:00' },
        { startAt: '2025-07-01T09:00:00' },
      ],
      [
        ...hotel('off', '2025-07-01', '2025-07-03', { status: 'booked' }),
        { initiator: 'vendor', status: 'cancelled' },
      ],
      [
        ...hotel('own', '2025-08-01', '2025-08-03', { status: 'booked' }),
        { initiator: 'traveler', status: 'cancelled' },
      ],
    ],
    years: {
      2025: {
        reservations: 1,
        schedule_changes: 1,
        schedule_changes_unknown: 1,
        cancellations: 1,
        late_minutes: 105,
        air_minutes: 195,
      },
    },
  },
  {
    because:
      'rental days are 24 hours of the clock with 29 minutes of grace, also where the clock is set back',
    travelerId: 'driver',
    told: [
      [
        'a',
        {
          type: 'car',
          startAt: '2025-05-01T10:00:00',
          endAt: '2025-05-03T10:29:00',
          car: { pickup: { city: 'Faro', country: 'PT' }, dropoff: { city: 'Sevilla', country: 'ES' } },
        },
      ],
      ['b', { type: 'car', startAt: '2025-05-10T10:00:00', endAt: '2025-05-12T10:30:00', currency: 'USD' }],
      ['c', { type: 'car', startAt: '2025-05-20T10:00:00', endAt: '2025-05-22T10:30:00', car: { days: 2 } }],
      ['d', { type: 'car', startAt: '2025-10-25T10:00:00', endAt: '2025-10-26T10:00:00' }],
    ],
    years: {
      2025: {
        rental_days: 2 + 3 + 2 + 1,
        countries: ['ES', 'PT'],
        cities: ['Faro, PT', 'Sevilla, ES'],
        trips: 4,
      },
    },
  },
  {
    because: 'who has only what he cancelled himself has no year',
    travelerId: 'none',
    told: [
      [
        ...hotel('own', '2025-08-01', '2025-08-03', { status: 'booked' }),
        { initiator: 'traveler', status: 'cancelled' },
      ],
    ],
    years: { 2025: undefined },
  },
];
