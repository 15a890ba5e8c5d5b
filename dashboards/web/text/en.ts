import { journeyTexts } from './en-journeys.ts';
import { liveTexts } from './en-live.ts';
import { operationTexts } from './en-operations.ts';
import { pathTexts } from './en-paths.ts';
import { retentionTexts } from './en-retention.ts';
import { metricTexts } from './en-metrics.ts';
import { moneyTexts } from './en-money.ts';
import { reportTexts } from './en-reports.ts';
import { trendTexts } from './en-trends.ts';

/** Every text of the pages, in English. A page holds no words of its own. */
export const text = {
  appName: 'Milepost',
  close: 'Close',
  loading: 'Loading',
  none: '(none)',
  skip: 'Skip to content',
  metrics: metricTexts,
  money: moneyTexts,
  journeys: journeyTexts,
  paths: pathTexts,
  retention: retentionTexts,
  live: liveTexts,
  reports: reportTexts,
  operations: operationTexts,
  trends: trendTexts,

  nav: {
    label: 'Main',
    overview: 'Overview',
    journeys: 'Journeys',
    paths: 'Paths',
    retention: 'Retention',
    money: 'Bookings',
    live: 'Live',
    vendors: 'Vendors',
    operations: 'Operations',
    trends: 'Trends',
    affiliates: 'Affiliates',
    years: 'My years',
    account: 'Account',
    signOut: 'Sign out',
    signedInAs: (name: string, role: string) => (name === role ? `Signed in as ${role}` : `${name}, ${role}`),
    theme: 'Theme',
    themes: { light: 'Light', dark: 'Dark', system: 'Like the system' },
    switchAffiliate: 'Choose an affiliate',
  },
  roles: {
    affiliate: 'affiliate',
    support: 'support',
    traveler: 'traveler',
    admin: 'administrator',
    source: 'source',
  },

  signIn: {
    title: 'Sign in',
    lead: 'This is a demonstration on your own machine. Choose whose eyes to look through.',
    groups: {
      affiliate: {
        title: 'Affiliates',
        about: 'What visitors do on their sites, and what bookings bring them',
      },
      support: { title: 'Staff', about: 'Vendors’ months, and the pipelines behind the numbers' },
      traveler: { title: 'Travelers', about: 'Their own years on the road' },
    },
    support: 'Vendors, their months, reports to send',
    admin: 'Everything, operations as well',
    affiliate: 'Dashboard, journeys, bookings',
    trips: (count: number) =>
      count === 0 ? 'No trips yet' : count === 1 ? 'A single trip' : `${count} trips`,
    tokenTitle: 'Sign in with a token',
    tokenLead: 'Paste an access token of your identity provider, or one that an operator made for you.',
    tokenDevelopment: 'On this machine: npx milepost token --role admin',
    token: 'Access token',
    submit: 'Sign in',
    failed: 'That did not work.',
    ended: 'Your session has ended. Sign in again to go on.',
  },

  faults: {
    home: 'Back to the start',
    retry: 'Try again',
    requestId: 'Request',
    unreachable: {
      title: 'Milepost cannot be reached',
      about: 'Is it still running, and are you online? Nothing was lost; try again in a moment.',
    },
    notFound: {
      title: 'There is nothing here, or you may not see it',
      about:
        'Check the address, or sign in as somebody who may. What is not yours looks the same as what does not exist.',
    },
    busy: { title: 'Milepost is busy', about: 'It could not answer in time. Try again in a few seconds.' },
    refused: 'This could not be asked',
    broken: {
      title: 'Something broke on our side',
      about:
        'Try again. If it stays, tell whoever runs Milepost the request below: it leads to the cause in the log.',
    },
  },

  change: {
    none: 'new',
    unknown: 'No value to compare with',
    up: 'Up by ',
    down: 'Down by ',
    same: 'Unchanged, ',
    points: (size: string) => `${size} pts`,
    from: (was: string) => ` from ${was}`,
  },

  period: {
    label: 'Period',
    custom: 'Choose days…',
    title: 'Choose days',
    from: 'First day',
    to: 'Last day',
    apply: 'Show',
    wrong: 'The first day must not be after the last, and both within ten years.',
    presets: {
      today: 'Today',
      yesterday: 'Yesterday',
      '7d': 'Last 7 days',
      '30d': 'Last 30 days',
      '90d': 'Last 90 days',
      month: 'This month',
      'last-month': 'Last month',
      quarter: 'This quarter',
      year: 'This year',
      '12m': 'Last 12 months',
    },
    compareLabel: 'Comparison',
    compare: { previous: 'Period before', year: 'Year before', none: 'No comparison' },
    versus: { previous: 'vs period before', year: 'vs year before', none: 'No comparison' },
  },

  filter: {
    label: 'Filters',
    is: 'is',
    isNot: 'is not',
    or: ' or ',
    remove: (what: string) => `Remove the filter ${what}`,
    clear: 'Clear all',
    add: (what: string) => `Filter by ${what}`,
    unsupported: 'Filters do not limit what is on this page.',
  },

  overview: {
    tiles: 'Numbers of the period',
    chartOf: (metric: string) => `${metric} over time`,
    current: 'This period',
    before: { previous: 'Period before', year: 'Year before', none: '' },
    pending: (amount: string) => `${amount} pending`,
    showBookings: 'Show bookings',
    asOf: (moment: string) => `Complete up to ${moment}`,
    notYet: 'Not computed yet',
    zone: (zone: string, currency: string) => `${zone} · ${currency}`,
    emptyTitle: 'Nothing happened in this period',
    emptyAbout:
      'Choose a longer period, or take away filters. New sites: send events with your write key first.',
    granularity: 'By',
    granularities: { hour: 'Hour', day: 'Day', week: 'Week', month: 'Month' },
    summary: (metric: string, period: string, total: string) =>
      `Line chart of ${metric.toLowerCase()}, ${period}: ${total} in all. The table has every point.`,
  },

  breakdown: {
    details: 'Details',
    detailsOf: (name: string) => `All of ${name.toLowerCase()}`,
    by: (name: string) => name,
    empty: 'Nothing to show for this period.',
    more: 'Show more',
    sortedBy: 'Sorted by',
    groups: {
      pages: 'Pages',
      sources: 'Sources',
      places: 'Places',
      devices: 'Devices',
      bookings: 'Bookings',
      events: 'Events',
    },
    dimensions: {
      page: 'Page',
      entryPage: 'Entry page',
      exitPage: 'Exit page',
      channel: 'Channel',
      source: 'Source',
      medium: 'Medium',
      campaign: 'Campaign',
      referrer: 'Referrer',
      country: 'Country',
      device: 'Device',
      browser: 'Browser',
      os: 'System',
      event: 'Event',
      vendor: 'Vendor',
      destination: 'Destination',
    },
  },

  table: {
    exportOf: (title: string) => `Export ${title} as CSV`,
  },

  chart: { show: 'Show as', chart: 'Chart', table: 'Table' },

  affiliates: {
    title: 'Affiliates',
    lead: 'Choose whose numbers to look at.',
    emptyTitle: 'There are no affiliates yet',
    emptyAbout: 'Add one with',
    add: 'npx milepost affiliates add <id>',
    search: 'Search affiliates',
    columns: ['Affiliate', 'Id', 'Currency', 'Zone'],
    noMatch: 'No affiliate has this in its name or id.',
  },

  notFoundTitle: 'Page not found',
} as const;
