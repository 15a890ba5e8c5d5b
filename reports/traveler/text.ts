import type { PeriodState } from '../books/period-state.ts';

const spending: Readonly<Record<string, string>> = {
  hotel: 'Hotels',
  flight: 'Flights',
  car: 'Car rentals',
};

const states: Record<PeriodState, string> = {
  open: 'provisional',
  closing: 'provisional',
  closed: 'closed',
  restated: 'restated',
};

/** What each number of a year is called; the order in which they are shown. */
export const labels = {
  trips: 'Trips',
  tripDays: 'Days on a trip',
  nights: 'Hotel nights',
  countries: 'Countries',
  flights: 'Flights',
  km: 'Flown, great circle',
  hoursInAir: 'Hours in the air',
  airports: 'Airports',
  airlines: 'Airlines',
  hotels: 'Hotels',
  rentalDays: 'Rental days',
  cities: 'Cities',
} as const;

export type LabelName = keyof typeof labels;

/** All texts of a traveler's year. */
export const text = {
  title: (year: number) => `Your ${year} in travel`,
  subject: (year: number) => `Trips, flights, nights and places of ${year}`,
  brand: 'MILEPOST',
  overline: 'A YEAR IN TRAVEL',
  footer: (year: number, version: string) => `Your ${year} in travel · version ${version}`,
  pageNumber: (page: number, pages: number) => `Page ${page} of ${pages}`,
  version: (version: number, state: PeriodState) => `${version}, ${states[state]}`,
  provisional: 'provisional',
  /** What stands on the cover, in words. */
  lead: {
    many: (trips: string, days: string, countries: string) =>
      `${trips} trips, ${days} days away${countries === '' ? '' : `: ${countries}`}.`,
    one: (where: string, dates: string, days: string) =>
      where === '' ? `One trip, ${dates}: ${days} days.` : `One trip, to ${where}, ${dates}: ${days} days.`,
    oneDay: (where: string, dates: string) =>
      where === '' ? `One trip, on ${dates}.` : `One trip, to ${where}, on ${dates}.`,
    none: (year: number) => `No trip of ${year} is known to Milepost.`,
    noneBefore: (year: number, trips: string, km: string, nights: string) =>
      `The year before, ${year}, had ${trips} trips, ${km} in the air and ${nights} hotel nights.`,
    noneReservations: (count: string) =>
      `${count} reservations of the year count in the numbers, but none of them left home.`,
    around: (times: string) => `That is ${times} times around the earth.`,
    moon: (share: string) => `That is ${share} of the way to the moon.`,
    more: (count: string) => `${count} more`,
  },
  coverFooter: (travelerId: string, asOf: string) => `Traveler ${travelerId} · complete up to ${asOf}`,
  nothingComputed: 'nothing yet',
  mapAlt: (ways: string) => `Map of the year’s flights as great circles. ${ways}.`,
  way: (from: string, to: string, flights: string) => `${from} – ${to}, ${flights}`,
  flightsCount: (count: number, written: string) => (count === 1 ? '1 flight' : `${written} flights`),
  sections: {
    numbers: 'The year in numbers',
    trip: 'The trip',
    calendar: 'Day by day',
    places: 'Where it went',
    beside: (year: number) => `Beside ${year}`,
    routes: 'The ways flown most',
    spending: 'What it cost',
    changes: 'What others changed',
    climate: 'What it emitted',
    trips: 'The trips',
    quality: 'What is missing or presumed',
    definitions: 'Definitions',
    provenance: 'Where this document comes from',
  },
  before: (year: number, value: string) => `${year}: ${value}`,
  firstTime: (countries: string) => `For the first time: ${countries}.`,
  firstTimeNone: 'No country was new.',
  firstYear: 'This is the first year of which anything is known; every country would be new.',
  calendarIntroduction:
    'Each square is a day; the filled ones were on a trip. Trips that follow each other differ in shade.',
  calendarAlt: (months: string) => `Calendar of the days on a trip. ${months}.`,
  days: (count: string) => `${count} days`,
  longestTrip: (days: string, dates: string) => `The longest trip took ${days} days, ${dates}.`,
  longestFlight: (from: string, to: string, km: string, on: string) =>
    `The longest flight went from ${from} to ${to}: ${km}, on ${on}.`,
  busiestMonth: (month: string, days: string) =>
    `${month} was the busiest month, with ${days} days on a trip.`,
  list: { countries: 'Countries', cities: 'Cities', airports: 'Airports', airlines: 'Airlines' },
  noPlaces: 'No place outside of home is known.',
  besideAlt: (number: string, values: string) => `Columns: ${number}. ${values}.`,
  routesAlt: (values: string) => `Bars: ways by the number of flights, both directions together. ${values}.`,
  spendingIntroduction: (total: string, currency: string) =>
    `${total} in all, in ${currency}, at the reference rate of each booking’s day.`,
  spendingNone: 'No amount is known.',
  spendingAlt: (values: string) => `Bars: spending by type. ${values}.`,
  spending: (type: string) => spending[type] ?? type,
  unconverted: (amount: string, count: string) =>
    `Not in the sums, for want of a reference rate: ${amount} (${count} reservations).`,
  changesIntroduction:
    'Changes that vendors, agencies or systems made, not you. Hours lost: how much later than originally booked journeys ended.',
  changesNone: 'Nobody changed or cancelled anything of yours, as far as is known.',
  changes: {
    scheduleChanges: 'Schedule changes',
    cancellations: 'Cancellations',
    hoursLost: 'Hours lost',
    unknownScheduleChanges: 'Schedule changes by nobody knows whom',
    unknownCancellations: 'Cancellations by nobody knows whom',
  },
  climateIntroduction: (factors: string) =>
    `An estimate for your seat on each flight, by distance and cabin; factor set: ${factors}. Radiative forcing is the effect at altitude beyond that of the CO₂ alone.`,
  climate: {
    withForcing: 'CO₂e with radiative forcing',
    withoutForcing: 'CO₂e without',
    perKm: 'per 1,000 km flown, with radiative forcing',
  },
  columns: {
    way: 'Way',
    km: 'Great circle',
    dates: 'Dates',
    days: 'Days',
    where: 'Where',
    flights: 'Flights',
    nights: 'Nights',
    number: 'Number',
    value: 'Value',
  },
  inDays: (days: string, nights: string) => `${days} days, ${nights} hotel nights`,
  placeIn: (country: string) => `a place in ${country}`,
  untoldPlace: 'place not known',
  tripsNone: 'No trips.',
  quality: {
    columns: { finding: 'Finding', value: 'Count', meaning: 'What it means for the numbers' },
    presumedCompleted: ['Presumed completed', 'No source reported an end within 48 hours; they count.'],
    flightsWithoutKm: ['Flights without a distance', 'An airport is not known; they are in no distance.'],
    flightsWithoutAirTime: ['Flights without times', 'They are in no hours in the air.'],
    flightsWithoutFactor: ['Flights without a factor', 'They are in neither CO₂e sum.'],
    withoutAmount: ['Reservations without an amount', 'Their cost is in no sum.'],
  },
  home: {
    label: 'Home',
    sources: {
      profile: 'as your profile says',
      travelerCountry: 'as your latest booking says',
      unknown: 'not known: every country counts as visited',
    },
  },
  provenance: {
    columns: { what: 'What', value: 'Is' },
    traveler: 'Traveler',
    year: 'Year',
    version: 'Version',
    asOf: 'Complete up to',
    closedAt: 'Closed at',
    closesOn: 'Due to be closed on',
    book: 'Book (SHA-256 of its manifest)',
    noBook: 'none: the year is not closed; drawn again, this document may say something else',
    currency: 'Currency of all amounts',
    noCurrency: 'not known',
    locale: 'Numbers and dates as in',
    map: 'Map',
    verify:
      'A closed year is drawn once for each version and locale; after that the same bytes are handed out. Milepost tells of any copy whether it is one of them, and which (POST /api/verify). Nothing in it comes from another traveler.',
  },
} as const;
