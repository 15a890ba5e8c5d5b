/** What each number is called, and what it is in a sentence. */
export const metricTexts = {
  visitors: { title: 'Visitors', about: 'Distinct people, across their devices where they signed in' },
  sessions: { title: 'Sessions', about: 'Visits that begin in the period' },
  pageviews: { title: 'Page views', about: 'Pages and screens seen' },
  clicks: { title: 'Clicks out', about: 'Clicks that lead to an offer' },
  bounceRate: { title: 'Bounce rate', about: 'Sessions of a single interaction' },
  averageSessionSeconds: { title: 'Visit duration', about: 'From the first to the last event, on average' },
  bookings: { title: 'Bookings', about: 'Reservations booked in the period' },
  conversionRate: { title: 'Conversion', about: 'Visitors who booked in the period' },
  grossValue: { title: 'Gross value', about: 'Bookings at the value they were booked at' },
  netValue: { title: 'Net value', about: 'Gross value less what was cancelled, plus what came back' },
  completedValue: { title: 'Completed value', about: 'Value of reservations completed in the period' },
  cancelledValue: { title: 'Cancelled value', about: 'Value lost by cancellations and no-shows' },
  cancellations: { title: 'Cancellations', about: 'Reservations cancelled in the period' },
  averageOrderValue: { title: 'Average booking', about: 'Gross value of a booking' },
  commissionApproved: { title: 'Commission', about: 'Approved in the period, once stays are completed' },
  epc: { title: 'Per click', about: 'Commission earned on the period’s bookings for each click out' },
} as const;
