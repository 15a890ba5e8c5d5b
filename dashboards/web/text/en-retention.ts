/** The texts of retention. */
export const retentionTexts = {
  title: 'Who comes back',
  about: {
    week: 'Visitors by the week of their first session, and how many of them came back in each week after it',
    month:
      'Visitors by the month of their first session, and how many of them came back in each month after it',
  },
  unit: 'By',
  units: { week: 'Week', month: 'Month' },
  span: 'Time',
  spans: {
    week: (count: number) => `Last ${count} weeks`,
    month: (count: number) => `Last ${count} months`,
  },
  cells: 'Show',
  cellKinds: { rates: 'Share', visitors: 'Visitors' },
  firstColumn: { week: 'Week of', month: 'Month' },
  newVisitors: 'New visitors',
  later: {
    week: (number: number) => `Week ${number}`,
    month: (number: number) => `Month ${number}`,
  },
  all: { week: 'All weeks', month: 'All months' },
  legend: 'Share that came back',
  orMore: (share: string) => `${share} or more`,
  running: { week: 'Week still running', month: 'Month still running' },
  explain:
    'The stronger the colour, the greater the share of the new visitors. The first row joins all of them, as far as the time in question is over.',
  emptyTitle: 'Nobody new came in this time',
  emptyAbout: 'Choose a longer time, or take away filters.',
} as const;
