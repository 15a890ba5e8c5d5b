import { seedReport } from '../../unit/reports/vendor/month-seeds.ts';

const version = (number: number, day: string) => ({
  version: number,
  closedAt: `2016-06-${day}T04:10:00.000Z`,
  watermark: `2016-06-${day}T04:00:00.000Z`,
  seal: `${number}f0e9d8c7b6a5948372615049382716f${number}`,
});
const versions = [version(1, '10'), version(2, '14')];

/** Fixed answers of a vendor's restated month for golden pictures, by what follows the path of the month. */
export const fixedMonth = {
  report: {
    ...seedReport({ vendorName: 'Harbour Hotel', audience: 'support' }),
    vendorId: 'harbour',
    version: 2,
    state: 'restated',
    book: versions[1],
    restates: { version: 1, numbers: 3 },
  },
  versions: { versions },
  changes: {
    changes: [
      { figure: 'bookings', from: 1_478, to: 1_480 },
      { figure: 'cancellations', from: 511, to: 512 },
      { figure: 'roomRevenue', from: '271402.47', to: '271862.47' },
    ],
  },
  shares: {
    shares: [
      {
        shareId: 's1',
        version: 2,
        hasPassword: true,
        createdAt: '2016-06-14T09:20:00.000Z',
        createdBy: 'support',
        expiresAt: '2016-06-21T09:20:00.000Z',
        state: 'active',
      },
    ],
  },
};
