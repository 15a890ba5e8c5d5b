import type { Cell, Table } from '../csv.ts';
import type { Booking, Bookings } from './bookings.ts';
import { addAmounts, type CommissionEntry, type ValueEntry } from './entry.ts';
import type { Statement, StatementList } from './statement.ts';

const entryColumns = [
  'version',
  'at',
  'kind',
  'value',
  'currency',
  'originalAmount',
  'originalCurrency',
  'problem',
  'completedValue',
  'commissionRate',
  'commissionKinds',
  'commissionPending',
  'commissionApproved',
] as const;

/** A row per value entry, its booking beside it; commission is the change of both balances by that version. */
export function bookingsTable(answer: Bookings): Table {
  return {
    columns: [
      'reservationId',
      'status',
      'type',
      'vendorId',
      'airport',
      'city',
      'country',
      'bookedAt',
      'startAt',
      'endAt',
      'timezone',
      ...entryColumns,
      'counted',
    ],
    rows: answer.bookings.flatMap((booking) =>
      booking.valueEntries.map((entry) => [
        ...bookingCells(booking),
        ...entryCells(
          entry,
          booking.commissionEntries.filter((each) => each.version === entry.version),
        ),
        entry.counted,
      ]),
    ),
  };
}

/**
 * The ledger of a month: the balances when it begins (`line` opening), a row per entry, the balances when it ends
 * (closing). On the first page to the last, the columns of commission add up from opening to closing.
 */
export function statementTable(statement: Statement, page: { isFirst: boolean }): Table {
  const columns = [
    'line',
    'reservationId',
    'vendorId',
    'type',
    'bookedAt',
    'earlierBooking',
    ...entryColumns,
  ];
  const balance = (line: 'opening' | 'closing', at: string): Cell[] => {
    const { pending, approved } = statement.commission;
    const cells: Record<string, Cell> = {
      line,
      at,
      currency: statement.currency,
      commissionPending: pending[line],
      commissionApproved: approved[line],
    };
    return columns.map((column) => cells[column] ?? null);
  };
  return {
    columns,
    rows: [
      ...(page.isFirst ? [balance('opening', statement.from)] : []),
      ...statement.entries.map((entry): Cell[] => [
        'entry',
        entry.reservationId,
        entry.vendorId,
        entry.type,
        entry.bookedAt,
        entry.isEarlierBooking,
        ...entryCells(entry, entry.commission),
      ]),
      ...(statement.next === null ? [balance('closing', statement.to)] : []),
    ],
  };
}

/** A row per month. */
export function statementsTable(list: StatementList): Table {
  return {
    columns: [
      'period',
      'phase',
      'entries',
      'netValue',
      'commissionPending',
      'commissionApproved',
      'currency',
    ],
    rows: list.statements.map(({ period, phase, entries, netValue, commission }) => [
      period,
      phase,
      entries,
      netValue,
      commission.pending,
      commission.approved,
      list.currency,
    ]),
  };
}

function bookingCells(booking: Booking): Cell[] {
  const { destination } = booking;
  return [
    booking.reservationId,
    booking.status,
    booking.type,
    booking.vendorId,
    destination.airport,
    destination.city,
    destination.country,
    booking.bookedAt,
    booking.startAt,
    booking.endAt,
    booking.timezone,
  ];
}

function entryCells(entry: ValueEntry, flows: readonly CommissionEntry[]): Cell[] {
  const change = (balance: 'pending' | 'approved'): Cell => addAmounts(flows.map((flow) => flow[balance]));
  return [
    entry.version,
    entry.at,
    entry.kind,
    entry.value,
    entry.currency,
    entry.original?.amount ?? null,
    entry.original?.currency ?? null,
    entry.problem,
    entry.completedValue,
    flows[0]?.rate ?? null,
    flows.map((flow) => flow.kind).join(' '),
    change('pending'),
    change('approved'),
  ];
}
