/** The texts of the live view. */
export const liveTexts = {
  now: 'Visitors now',
  about: 'With an event in the last 5 minutes',
  chart: 'Visitors in each of the last 30 minutes',
  minute: 'Minute',
  visitors: 'Visitors',
  summary: (now: string) =>
    `Bars of the visitors of each of the last 30 minutes; ${now} now. The table has all.`,
  states: {
    opening: 'Connecting',
    open: 'Live',
    waiting: 'Connection lost, trying again',
    ended: 'The connection has ended',
  },
  asOf: (moment: string) => `Events up to ${moment}`,
  connect: 'Connect again',
} as const;
