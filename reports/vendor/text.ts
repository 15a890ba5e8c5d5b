import type { PeriodState } from '../books/period-state.ts';
import type { MixDimension } from './mix.ts';

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

const bookers: Readonly<Record<string, string>> = { hotel: 'guests', flight: 'passengers', car: 'renters' };

const states: Record<PeriodState, string> = {
  open: 'open',
  closing: 'open',
  closed: 'closed',
  restated: 'restated',
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
  footer: (name: string, month: string, version: string) => `${name} · ${month} · version ${version}`,
  pageNumber: (page: number, pages: number) => `Page ${page} of ${pages}`,
  facts: {
    vendorId: 'Vendor ID',
    version: 'Version',
    asOf: 'Complete up to',
    currency: 'Currency',
    timezone: 'Time zone',
  },
  version: (version: number, state: PeriodState) => `${version}, ${states[state]}`,
  nothingComputed: 'nothing computed yet',
  unshowableName: (vendorId: string) =>
    `The vendor’s name uses characters that this document’s fonts do not have; its ID, ${vendorId}, stands instead.`,
  state: {
    closed: (month: string, closedAt: string) =>
      `Closed: the numbers of ${month} stand as they were closed on ${closedAt}. What is learned later makes another version beside this one.`,
    restated: (month: string, closedAt: string, version: number) =>
      `Restated: this is version ${version} of ${month}, closed on ${closedAt}, because changes arrived after version ${version - 1} was closed. The earlier versions can still be had.`,
    beyond: (month: string, version: number) =>
      `Open: what is known now of ${month}, of which version ${version} is closed. These numbers may still change.`,
    provisional: (month: string, closesOn: string) =>
      `Provisional: the numbers of ${month} may still change. The month is due to be closed on ${closesOn}.`,
    overdue: (month: string, closesOn: string) =>
      `Open: ${month} was due to be closed on ${closesOn} and has not been, so late changes may still alter its numbers.`,
    running: (month: string) =>
      `${month} is not over: its numbers stop at the time above. Beside them stand whole months, so no percentages are given.`,
    future: (month: string) =>
      `${month} has not begun: its numbers are what is booked ahead. Beside them stand whole months, so no percentages are given.`,
  },
  sections: {
    glance: 'The month at a glance',
    trend: 'Thirteen months',
    leadTime: (type: string) => `How far ahead ${bookers[type] ?? 'travelers'} booked`,
    numbers: 'All numbers',
    arrivals: 'What became of the arrivals',
    changes: 'Cancellations and changes',
    benchmark: 'Beside others of its kind',
    mix: 'What the bookings consist of',
    quality: 'Quality of the data',
    provenance: 'Where this document comes from',
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
  trendOf: (number: string) => `${number}, thirteen months`,
  trendIntroduction:
    'The headline numbers of this month and of the twelve before it, each on a scale of its own that begins at zero. The first month is the same one of last year. A gap means: not defined, or not a month of this vendor.',
  trendNone: 'Nothing in these months.',
  trendAlt: (number: string, values: string) => `${number}, month by month. ${values}.`,
  outcomeTitle: 'Reservations due to arrive, by what became of them',
  outcomeAlt: (values: string) =>
    `Stacked columns: reservations due to arrive in each month, by state. ${values}.`,
  scheduleTitle: 'Schedule changes by the vendor',
  scheduleAlt: (values: string) => `Stacked columns: schedule changes of each month, by severity. ${values}.`,
  scheduleNone: 'No schedule changes by the vendor in the thirteen months.',
  changesIntroduction:
    'What was cancelled, not shown up for or changed in the month, by the date of the change, whenever the reservation starts.',
  byWhom: 'By whom, or what it is',
  initiator: (initiator: string) => (initiator === 'unknown' ? 'unknown party' : initiator),
  noticeNote: 'from the change to the start',
  changesNote: 'of any kind, per 100 reservations live in the month',
  materialNote: 'of time, place, amount or party',
  leadTimeTitle: 'Bookings by days ahead',
  /** The bucket alone, for an axis. */
  daysAhead: (name: string) => name.replace('leadTime.', '').replace('-', '–'),
  leadTimeNone: 'Nothing was booked in this month.',
  leadTimeAlt: (values: string) => `Columns: bookings by days between booking and arrival. ${values}.`,
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
  noAffiliate: 'No affiliate',
  nights: (key: string) => (key === '1' ? '1 night' : `${key.replace('-', '–')} nights`),
  days: (key: string) => (key === '1' ? '1 day' : `${key.replace('-', '–')} days`),
  source: (key: string) => sources[key] ?? key,
  provenance: {
    columns: { what: 'What', value: 'Is' },
    vendor: 'Vendor',
    vendorValue: (name: string, vendorId: string) => `${name} (${vendorId})`,
    period: 'Month',
    version: 'Version',
    asOf: 'Complete up to',
    asOfMeaning: (instant: string) => `${instant}: what was received before is in the numbers`,
    closedAt: 'Closed at',
    book: 'Book (SHA-256 of its manifest)',
    noBook: 'none: the month is not closed; drawn again, this document may say something else',
    timezone: 'Time zone of all days and months',
    currency: 'Currency of all amounts',
    audience: 'Made for',
    audiences: {
      support: 'inside use: affiliates are named',
      shared: 'sharing outside: affiliates are not named',
    },
    locale: 'Numbers and dates as in',
    verify:
      'A closed month is drawn once for each version and locale; after that the same bytes are handed out. Milepost tells of any copy whether it is one of them, and which (POST /api/verify).',
  },
  coverage: {
    title: 'Coverage',
    amounts: 'Bookings with an amount in the sums',
    amountsMeaning: 'All others are in the counts only.',
    countries: 'Bookings whose traveler’s country is known',
    countriesMeaning: 'Where rows are folded into Other, at least this share.',
    late: 'Numbers changed by late records',
    lateMeaning: (version: number) =>
      `Other than in version ${version}, because changes arrived after it was closed.`,
    lateNone: 'No closed version has been superseded by this one.',
  },
  qualityColumns: {
    finding: 'Finding',
    reservations: 'Value',
    meaning: 'What it means for the numbers',
  },
  definitionColumns: { term: 'Number', definition: 'Is computed as' },
} as const;
