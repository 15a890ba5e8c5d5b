import type { ValueName } from './statement.ts';

/** What the rows of the value table are called, and what each is: the definitions of the dashboard's tiles. */
export const values: readonly [ValueName, label: string, definition: string][] = [
  ['bookings', 'Bookings', 'Reservations booked in the month.'],
  ['grossValue', 'Gross value', 'Value of those bookings as they were booked.'],
  ['adjustedValue', 'Adjusted', 'Changes of value of reservations that kept their state.'],
  ['cancellations', 'Cancellations', 'Reservations with a cancelled entry in the month.'],
  ['cancelledValue', 'Cancelled value', 'Value lost by cancellations and no-shows, shown positive.'],
  ['reinstatedValue', 'Reinstated', 'Value of reservations that came back.'],
  ['deletedValue', 'Deleted', 'Value of reservations that were deleted, signed.'],
  ['transferredValue', 'Transferred', 'Value that came from or went to another affiliate, signed.'],
  [
    'netValue',
    'Net value',
    'Sum of all entries: gross + adjusted − cancelled + reinstated + deleted + transferred.',
  ],
  ['completedValue', 'Completed value', 'Value at completion of reservations completed in the month.'],
];

/** The flows of both balances; opening and flows sum to closing. */
export const flows = {
  pending: [
    ['opening', 'Pending when the month begins'],
    ['accrued', 'Accrued on bookings'],
    ['adjusted', 'Adjusted with their value'],
    ['declined', 'Declined: lost while pending'],
    ['approved', 'Approved: moved below'],
    ['closing', 'Pending when the month ends'],
  ],
  approved: [
    ['opening', 'Approved when the month begins'],
    ['approved', 'Approved on completion'],
    ['reversed', 'Reversed: lost after approval'],
    ['closing', 'Approved when the month ends'],
  ],
} as const;

const kinds: Readonly<Record<string, string>> = {
  gross: 'Booked',
  adjusted: 'Adjusted',
  cancelled: 'Cancelled',
  reinstated: 'Reinstated',
  deleted: 'Deleted',
  transferred: 'Transferred',
};
const problems = { no_rate: 'No rate', no_amount: 'No amount' } as const;

export const text = {
  title: (name: string, month: string) => `${name}: statement, ${month}`,
  subject: (month: string) => `Value and commission of an affiliate's bookings in ${month}`,
  overline: 'Statement',
  footer: (name: string, month: string) => `${name} · statement · ${month}`,
  pageNumber: (page: number, pages: number) => `Page ${page} of ${pages}`,
  facts: { asOf: 'Data complete up to', currency: 'Currency', timezone: 'Time zone', affiliate: 'Affiliate' },
  factColumns: ['About this statement', ''],
  nothingComputed: 'nothing computed yet',
  unshowableName:
    'The affiliate’s name uses characters that this document’s fonts do not have; its id stands instead.',
  running: (month: string) => `${month} is still running: these numbers change until it is over.`,
  past: 'What happens to these bookings later stands in the month in which it happens: this one stays as it is.',
  sections: {
    commission: 'Commission',
    value: 'Value of bookings',
    earlier: 'Of bookings of earlier months',
    missing: 'What is in no sum',
    entries: 'Entries',
    definitions: 'Definitions',
  },
  valueColumns: ['Value', 'This month'],
  flowColumns: { pending: ['Pending', 'Commission'], approved: ['Approved', 'Commission'] },
  earlier: (entries: string, value: string, pending: string, approved: string) =>
    `Entries of the month that belong to bookings of earlier months: ${entries}. They moved the value by ${value}, pending commission by ${pending} and approved commission by ${approved}, which is in the numbers above.`,
  noEarlier: 'All entries of the month belong to bookings of the month.',
  unconverted: (count: string, amounts: string) =>
    `Entries without an exchange rate into the currency of this statement: ${count} (${amounts}).`,
  withoutAmount: (count: string) => `Bookings of the month that came without an amount: ${count}.`,
  nothingMissing: 'Every entry of the month is in the sums above.',
  entryColumns: ['Reservation', 'When', 'Vendor', 'Entry', 'Value', 'Pending', 'Approved'],
  kind: (kind: string, completes: boolean) =>
    kind === 'adjusted' && completes ? 'Completed' : (kinds[kind] ?? kind),
  problem: (problem: 'no_rate' | 'no_amount') => problems[problem],
  earlierMark: (kind: string) => `${kind}, earlier booking`,
  noEntries: 'Nothing was booked or changed in the month.',
  moreEntries: (count: string) =>
    `These are the first ${count} entries of the month; the sums are of all of them. All entries are in the CSV of this statement.`,
  definitions: [
    'An entry is what one version of a reservation changed in its value, dated when that was; the first one is dated when it was booked.',
    'The value of a version is its amount while the reservation is booked or completed, what was kept when it is cancelled or not used, nothing when it is deleted. A version that comes without an amount is worth nothing, whatever was known before.',
    'Money is converted at the reference rate of the day of booking, the same rate for all versions of a reservation, and rounded half away from zero.',
    'Commission is the rate in force at the booking times the value of each version, rounded like it; each entry carries the difference. It is pending until the reservation is explicitly completed, then approved.',
  ],
} as const;
