/** The texts of paths. */
export const pathTexts = {
  title: 'Paths',
  about: {
    first: 'How visits go on from their first page',
    page: 'How visits go on from this page',
    event: 'How visits go on from this event',
  },
  startLabel: 'Begin with',
  starts: { first: 'First page', page: 'Page', event: 'Event' },
  nameOf: { page: 'Page to begin with', event: 'Event to begin with' },
  placeholder: { page: '/search', event: 'Product Viewed' },
  depthLabel: 'Pages',
  depths: (count: number) => `${count} pages`,
  columns: {
    start: 'Start',
    first: 'First page',
    page: (number: number) => `Page ${number}`,
    sessions: 'Visits',
    share: 'Share',
  },
  other: 'Other pages',
  left: 'Left',
  leftCell: '(left)',
  node: (name: string, sessions: string, share: string) => `${name}: ${sessions} visits, ${share}`,
  follow: (node: string) => `${node}. Begin here`,
  summary: (sessions: string, columns: string) =>
    `Flow of ${sessions} visits over ${columns} columns. The table has every path.`,
  explain:
    'The height of a bar is the number of visits. Choose a page to begin with it; the same page several times in a row counts once.',
  found: (paths: string, share: string) => `${paths} paths, ${share} of the visits`,
  shown: (shown: string, paths: string) => `${shown} of ${paths} paths`,
  back: 'From the first page',
  emptyTitle: 'No visits came this way in this period',
  emptyAbout: 'Choose a longer period or another start, or take away filters.',
} as const;
