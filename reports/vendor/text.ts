import type { Basis, FigureName } from './figures.ts';
import type { MixDimension } from './mix.ts';

/** The language of all texts here and in definitions.ts. */
export const language = 'en';

export const labels: Record<FigureName, string> = {
  bookings: 'Bookings',
  arrivals: 'Due to arrive',
  arrivalsCompleted: 'Arrivals completed',
  arrivalsCancelled: 'Arrivals cancelled',
  arrivalsNoShow: 'Arrivals not shown up',
  cancellationRate: 'Cancellation rate',
  noShowRate: 'No-show rate',
  cancellations: 'Cancellations',
  noShows: 'No-shows',
  roomNightsStayed: 'Room nights stayed',
  roomNightsBooked: 'Room nights booked',
  roomRevenue: 'Room revenue',
  adr: 'Average daily rate',
  segments: 'Flights booked',
  passengers: 'Passengers',
  onTimeRate: 'On-time rate',
  rentals: 'Rentals',
  rentalDays: 'Rental days',
  rentalRevenue: 'Rental revenue',
  revenuePerDay: 'Revenue per day',
  cancellationFees: 'Cancellation fees kept',
  noShowFees: 'No-show fees kept',
  averageStay: 'Average stay, nights',
  'leadTime.median': 'Lead time, median days',
  'leadTime.mean': 'Lead time, mean days',
  'leadTime.0-1': '0–1 days ahead',
  'leadTime.2-7': '2–7 days ahead',
  'leadTime.8-30': '8–30 days ahead',
  'leadTime.31-90': '31–90 days ahead',
  'leadTime.91+': '91 days ahead or more',
  changesPer100: 'Changes per 100 reservations',
  materialChangesPer100: 'Material changes per 100',
  'scheduleChanges.minor': 'Schedule changes, minor',
  'scheduleChanges.major': 'Schedule changes, major',
  'scheduleChanges.severe': 'Schedule changes, severe',
  'scheduleChanges.unknown': 'Schedule changes, initiator unknown',
  cancellationNotice: 'Cancellation notice, median hours',
  scheduleChangeNotice: 'Schedule change notice, median hours',
  presumedCompleted: 'Presumed completed',
  withoutAmount: 'Without an amount',
  unconverted: 'Not converted',
};

export const bases: Record<Basis, string> = {
  'booking date': 'booking date',
  'arrival month': 'arrival month',
  'change date': 'change date',
  'stay nights': 'stay nights',
  'departure date': 'departure date',
  'pickup date': 'pickup date',
  'rental days': 'rental days',
};

/** The tables of the page "All numbers". */
export const groups: {
  title: string;
  /** Another title for vendors of a type. */
  titleOf?: Readonly<Record<string, string>>;
  names: FigureName[];
}[] = [
  {
    title: 'Bookings',
    names: [
      'bookings',
      'leadTime.median',
      'leadTime.mean',
      'leadTime.0-1',
      'leadTime.2-7',
      'leadTime.8-30',
      'leadTime.31-90',
      'leadTime.91+',
    ],
  },
  {
    title: 'Arrivals',
    names: [
      'arrivals',
      'arrivalsCompleted',
      'arrivalsCancelled',
      'arrivalsNoShow',
      'cancellationRate',
      'noShowRate',
      'averageStay',
    ],
  },
  { title: 'Flights', names: ['segments', 'passengers', 'onTimeRate'] },
  { title: 'Rentals', names: ['rentals', 'rentalDays', 'rentalRevenue', 'revenuePerDay'] },
  {
    title: 'Fees kept',
    titleOf: { hotel: 'Nights and revenue' },
    names: ['roomNightsStayed', 'roomNightsBooked', 'roomRevenue', 'adr', 'cancellationFees', 'noShowFees'],
  },
  {
    title: 'Cancellations and changes',
    names: [
      'cancellations',
      'noShows',
      'cancellationNotice',
      'changesPer100',
      'materialChangesPer100',
      'scheduleChanges.minor',
      'scheduleChanges.major',
      'scheduleChanges.severe',
      'scheduleChanges.unknown',
      'scheduleChangeNotice',
    ],
  },
  { title: 'Completeness', names: ['presumedCompleted', 'withoutAmount', 'unconverted'] },
];

/** What the rows of each mix are. */
export const mixKeys: Record<MixDimension, string> = {
  affiliate: 'Affiliate',
  travelerCountry: 'Country',
  source: 'Source',
  lengthOfStay: 'Length of stay',
};

export const mixTitles: Record<MixDimension, string> = {
  affiliate: 'By affiliate',
  travelerCountry: 'By travelers’ country',
  source: 'By source of the reservation',
  lengthOfStay: 'By length of stay',
};

const sources: Readonly<Record<string, string>> = {
  email: 'E-mail',
  agency: 'Agency',
  travel_system: 'Travel system',
  manual: 'Entered by hand',
};

const vendorTypes: Readonly<Record<string, string>> = {
  hotel: 'Hotel',
  flight: 'Flights',
  car: 'Car rental',
};

const subjects: Readonly<Record<string, string>> = {
  hotel: 'Bookings, arrivals, room nights and revenue',
  flight: 'Bookings, flights, passengers and punctuality',
  car: 'Bookings, rentals, rental days and revenue',
};

/** All other texts. */
export const text = {
  title: (name: string, month: string) => `${name}: vendor report, ${month}`,
  subject: (month: string, type: string) => `${subjects[type] ?? 'Bookings and arrivals'} of ${month}`,
  overline: (type: string) => `VENDOR REPORT · ${(vendorTypes[type] ?? type).toUpperCase()}`,
  footer: (name: string, month: string, version: number) => `${name} · ${month} · version ${version}, open`,
  pageNumber: (page: number, pages: number) => `Page ${page} of ${pages}`,
  facts: {
    vendorId: 'Vendor ID',
    version: 'Version',
    asOf: 'Complete up to',
    currency: 'Currency',
    timezone: 'Time zone',
  },
  version: (version: number) => `${version}, open`,
  nothingComputed: 'nothing computed yet',
  unshowableName: (vendorId: string) =>
    `The vendor’s name uses characters that this document’s fonts do not have; its ID, ${vendorId}, stands instead.`,
  state: {
    provisional: (month: string, closesOn: string) =>
      `Provisional: the numbers of ${month} may still change. The month is due to be closed on ${closesOn}.`,
    overdue: (month: string, closesOn: string) =>
      `Open: ${month} was due to be closed on ${closesOn} and has not been, so late changes may still alter its numbers.`,
    running: (month: string) =>
      `${month} is not over. Its numbers stop at the time above, so no percentages are given against whole months.`,
    future: (month: string) =>
      `${month} has not begun. What stands here is booked ahead; no percentages are given against whole months.`,
  },
  sections: {
    glance: 'The month at a glance',
    leadTime: 'How far ahead guests booked',
    numbers: 'All numbers',
    arrivals: 'What became of the arrivals',
    benchmark: 'Beside others of its kind',
    mix: 'What the bookings consist of',
    quality: 'Quality and origin of the data',
    definitions: 'Definitions',
  },
  leadTimeIntroduction: (bookings: string, median: string) =>
    `Calendar days from booking to arrival of the month’s ${bookings} bookings; the median is ${median}.`,
  arrivalsIntroduction: (arrivals: string, presumed: string) =>
    `The ${arrivals} reservations due to arrive, by their latest known state; ${presumed} of the completed ones are presumed so.`,
  arrivalsNone: 'Nobody was due to arrive in this month.',
  arrivalsAlt: (values: string) => `Bars: reservations due to arrive, by state. ${values}.`,
  arrivalStates: {
    completed: 'Completed',
    cancelled: 'Cancelled',
    noShow: 'Not shown up',
    booked: 'Still booked',
  },
  by: (basis: string) => `by ${basis}`,
  leadTimeNone: 'Nothing was booked in this month.',
  leadTimeAlt: (values: string) => `Bars: bookings by days between booking and arrival. ${values}.`,
  numbersIntroduction:
    'Every number beside the previous month and the same month last year. “By” says which date puts a reservation, night or change into the month. A dash means: not defined or not available.',
  columns: {
    number: 'Number',
    by: 'By',
    change: 'Change',
    bookings: 'Bookings',
    share: 'Share',
  },
  benchmarkColumn: 'Peers',
  suppressed: 'suppressed',
  benchmarkIntroduction: (year: string) =>
    `Peers are vendors of the same type, country and class that belong to other owners, as they were set for ${year}; all of them together. A rate is suppressed unless at least five peers of three owners have it and no owner has more than 40% of what it is measured on. Money is compared in one currency only.`,
  byInitiator: (initiator: string) =>
    `of these by ${initiator === 'unknown' ? 'an unknown party' : `the ${initiator}`}`,
  mixIntroduction:
    'Bookings of the month, by booking date. Rows of fewer than five reservations are part of Other; where a single one could be worked out by subtraction, the next smallest row is too.',
  mixShared: 'Affiliates are not named in a shared copy.',
  mixNone: 'No bookings.',
  negativeLeadTimes: 'Negative lead times',
  other: 'Other',
  unknown: 'Not known',
  nights: (key: string) => (key === '1' ? '1 night' : `${key.replace('-', '–')} nights`),
  days: (key: string) => (key === '1' ? '1 day' : `${key.replace('-', '–')} days`),
  source: (key: string) => sources[key] ?? key,
  qualityColumns: {
    finding: 'Finding',
    reservations: 'Reservations',
    meaning: 'What it means for the numbers',
  },
  definitionColumns: { term: 'Number', definition: 'Is computed as' },
} as const;
