import type { Basis, FigureName } from './figures.ts';

/** What each number is called. */
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
