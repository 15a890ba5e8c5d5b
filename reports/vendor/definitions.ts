import type { FigureName } from './figures.ts';

/** What every number is, in words: the Definitions page of a report. One entry per term, in reading order. */
export const definitions: { names: FigureName[]; term: string; definition: string }[] = [
  {
    names: ['bookings'],
    term: 'Bookings',
    definition: 'Reservations that were booked in the month, whatever became of them later. By booking date.',
  },
  {
    names: [
      'leadTime.median',
      'leadTime.mean',
      'leadTime.0-1',
      'leadTime.2-7',
      'leadTime.8-30',
      'leadTime.31-90',
      'leadTime.91+',
    ],
    term: 'Lead time',
    definition:
      'Calendar days, in the vendor’s time zone, from the day of booking to the day of arrival, over the month’s bookings. The median of an even count is the mean of the middle two. An arrival before its booking counts as 0 days and is reported under data quality.',
  },
  {
    names: ['arrivals', 'arrivalsCompleted', 'arrivalsCancelled', 'arrivalsNoShow'],
    term: 'Due to arrive; completed, cancelled, not shown up',
    definition:
      'Reservations whose stay starts in the month by their latest known state, and of those the ones that are completed (or presumed to be), cancelled or marked as no-show. What is still booked is in the total only. By arrival month.',
  },
  {
    names: ['cancellationRate', 'noShowRate'],
    term: 'Cancellation rate, no-show rate',
    definition:
      'Arrivals cancelled, and arrivals not shown up, divided by the reservations due to arrive. By arrival month, not by the date of the cancellation.',
  },
  {
    names: ['averageStay'],
    term: 'Average stay',
    definition:
      'Nights of the month’s completed arrivals that stayed at least one night, divided by their number. By arrival month.',
  },
  {
    names: ['roomNightsStayed'],
    term: 'Room nights stayed',
    definition:
      'Nights times rooms, each night counted on its own date, of nights that are past, of stays that have started and are booked or completed.',
  },
  {
    names: ['roomNightsBooked'],
    term: 'Room nights booked',
    definition: 'The same for all live or completed reservations, with nights still to come.',
  },
  {
    names: ['roomRevenue'],
    term: 'Room revenue',
    definition:
      'The room amount of a reservation (its whole amount where the room amount is not given), spread over the nights of the stay to the smallest unit of the currency, the remainder to the first nights; summed over the same nights as room nights stayed. A stay without a night counts on its arrival day.',
  },
  {
    names: ['adr'],
    term: 'Average daily rate',
    definition: 'Room revenue divided by room nights stayed, rounded half away from zero.',
  },
  {
    names: ['segments', 'passengers'],
    term: 'Flights booked, passengers',
    definition:
      'Flights of reservations that are booked or completed, each flight of each reservation once, and the passengers on them: one where a reservation does not say how many. Flights marked as cancelled are left out. By local date of departure.',
  },
  {
    names: ['onTimeRate'],
    term: 'On-time rate',
    definition:
      'Distinct flights that arrived less than 15 minutes late, divided by all of which the outcome is known; those that the vendor cancelled and those that landed elsewhere are among these. A flight is an operating carrier, number, airport of departure and local scheduled date; its schedule is what was last known before departure. By local date of departure.',
  },
  {
    names: ['rentals', 'rentalDays'],
    term: 'Rentals, rental days',
    definition:
      'Rentals that are booked or completed, by date of pickup. Their days are the vendor’s own count, else periods of 24 hours on the clock from pickup to return with 29 minutes’ grace; each day counts on its own date once it is past.',
  },
  {
    names: ['rentalRevenue', 'revenuePerDay'],
    term: 'Rental revenue, revenue per day',
    definition:
      'The amount of a rental spread over its days to the smallest unit of the currency, the remainder to the first days, summed over the same days as rental days; and that divided by the rental days, rounded half away from zero.',
  },
  {
    names: ['cancellationFees', 'noShowFees'],
    term: 'Fees kept',
    definition:
      'What was kept of reservations that were cancelled, or marked as no-show, in the month and still are. It is not part of room revenue. By change date.',
  },
  {
    names: ['cancellations', 'noShows'],
    term: 'Cancellations, no-shows',
    definition:
      'Reservations that were cancelled, or marked as no-show, in the month, whenever they were due to arrive; split by who began it. By change date.',
  },
  {
    names: ['cancellationNotice', 'scheduleChangeNotice'],
    term: 'Notice of cancellations and of schedule changes',
    definition:
      'Median hours from the change to the start of the stay. No-shows and changes after the start are left out. By change date.',
  },
  {
    names: ['changesPer100', 'materialChangesPer100'],
    term: 'Changes, material changes per 100',
    definition:
      'Updates made in the month per 100 reservations that were live at any instant of it. Material ones change time, place, amount or party. By change date.',
  },
  {
    names: [
      'scheduleChanges.minor',
      'scheduleChanges.major',
      'scheduleChanges.severe',
      'scheduleChanges.unknown',
    ],
    term: 'Schedule changes',
    definition:
      'Changes of time that the vendor began, by the larger of the shifts of start and end, of flights of departure and arrival: minor under 60 minutes, major under 180, severe above. Those whose initiator is not known stand apart. By change date.',
  },
  {
    names: ['presumedCompleted'],
    term: 'Presumed completed',
    definition:
      'Arrivals that are still marked as booked 48 hours after their end. They count as completed, since some sources never report a completion.',
  },
  {
    names: ['withoutAmount', 'unconverted'],
    term: 'Without an amount, not converted',
    definition:
      'Bookings of the month that came without an amount, and those in another currency without a reference rate of at most seven days’ age. Their money is in no sum here.',
  },
];

/** What the other terms of a report mean. */
export const conventions: { term: string; definition: string }[] = [
  {
    term: 'Month',
    definition:
      'The calendar month in the vendor’s own time zone, from its first instant up to, and without, the first of the next.',
  },
  {
    term: 'Change',
    definition:
      'This month’s value less the other month’s, in percent of the other month’s; also of rates. It is blank where either value is missing, where the other one is 0, and for a month that is not over.',
  },
  {
    term: 'One booking, several sources',
    definition:
      'Reservations with the same vendor, confirmation and traveler are one booking: it counts once, as the most reliable source has it (agency, travel system, e-mail, entered by hand).',
  },
];

/** What each finding under data quality means for the numbers. */
export const findings = {
  presumedCompleted:
    'Completed by presumption: no source reported it within 48 hours of the end of the stay.',
  withoutAmount: 'They count as reservations and nights; their money is in no sum.',
  unconverted: 'Their currency has no reference rate near the booking day; their money is in no sum.',
  negativeLeadTimes: 'Booked after the arrival, by their dates; they count as 0 days ahead.',
} as const;

/** How the numbers came about. */
export const origin = [
  'The numbers are computed from every change of every reservation that reached Milepost: the change with the highest version is a reservation’s state. A message that is delivered twice counts once.',
  'Money is summed as exact decimals in the vendor’s currency; nothing is computed with rounded numbers except where a definition says so.',
  'No number is given whose denominator is not known, such as occupancy: the rooms on offer are not reported.',
] as const;
