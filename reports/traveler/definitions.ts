/** What every number of a year is, in words: its Definitions page, in reading order. */
export const definitions: readonly { term: string; definition: string }[] = [
  {
    term: 'What counts',
    definition:
      'Reservations that were completed, or that are presumed to be because nothing else was heard within 48 hours of their end; in a year that is not over also those that have begun. A reservation belongs to the year of its local start, a night to its own date, a trip to its first day.',
  },
  {
    term: 'Home',
    definition:
      'What the profile said on that day, else the traveler’s country of the latest booking, else not known.',
  },
  {
    term: 'Trip',
    definition:
      'What a source calls one trip; else it begins on leaving home and ends on arriving there. Without a sign of that, a gap of 36 hours from the latest end so far to the next start ends it.',
  },
  {
    term: 'Days on a trip',
    definition: 'Local days of the year from a trip’s first to its last, each day once.',
  },
  {
    term: 'Flights, distance',
    definition:
      'Each segment that was flown. Distances are great circles between the two airports; the way really flown is longer.',
  },
  {
    term: 'Hours in the air',
    definition: 'From departure to arrival of the flights whose times are known, in hours of the clock.',
  },
  { term: 'Hotel nights', definition: 'Nights of stays that are past, each on its own date.' },
  {
    term: 'Countries, cities, airports',
    definition:
      'Places of the year’s stays, rentals and flights, but home. A layover of under 24 hours adds an airport, no country.',
  },
  {
    term: 'For the first time',
    definition: 'Countries that no earlier year has; blank in the first year of which anything is known.',
  },
  {
    term: 'What it cost',
    definition:
      'The amounts of the reservations, by type, in the home currency at the reference rate of the booking day, at most seven days old.',
  },
  {
    term: 'What others changed',
    definition:
      'Schedule changes and cancellations that the traveler did not make. Hours lost: how much later than originally booked journeys arrived.',
  },
  {
    term: 'CO₂e',
    definition:
      'Distance times a factor for the cabin, for one seat; a cabin that is not known counts as the average passenger. With and without radiative forcing. An estimate, not a measurement.',
  },
];
