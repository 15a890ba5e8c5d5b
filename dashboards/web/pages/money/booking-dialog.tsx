import type { Booking } from '../../../api/money/bookings.ts';
import type { CommissionEntry, ValueEntry } from '../../../api/money/entry.ts';
import { formats } from '../../format/reader.ts';
import { toNumber } from '../../metric/metric.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/states.tsx';
import type { SessionAffiliate } from '../../state/session.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { destinationOf, kindTitle, originalAmount, stayOf } from './booking-words.ts';
import { moneyFormat } from './money-tile.ts';

interface BookingDialogProps {
  booking: Booking;
  affiliate: SessionAffiliate;
  /** Its vendor, by name. */
  vendor: string;
  onClose: () => void;
}

/** All that happened to a booking's value and to the commission on it. */
export function BookingDialog({ booking, affiliate, vendor, onClose }: BookingDialogProps) {
  const { reservationId } = booking;
  const tables = [
    { name: 'value', table: valueTable(booking.valueEntries, affiliate) },
    { name: 'commission', table: commissionTable(booking.commissionEntries, affiliate) },
  ];
  return (
    <Dialog title={text.money.booking(reservationId)} onClose={onClose} isWide>
      <p class="dialog-lead faint">
        {text.money.bookingLead(vendor, destinationOf(booking), stayOf(booking))}
      </p>
      {tables.map(({ name, table }) => (
        <section key={name} class="dialog-part">
          <header class="card-head">
            <h3>{table.title}</h3>
            <CsvButton table={table} fileName={`${reservationId}-${name}`} />
          </header>
          {table.rows.length === 0 ? (
            <Notice size="small" title={text.money.entries.none} />
          ) : (
            <DataTable table={table} />
          )}
        </section>
      ))}
    </Dialog>
  );
}

/** The entries of value; where some of them are counted, which ones. */
export function valueTable(
  entries: readonly (ValueEntry & { counted?: boolean })[],
  affiliate: SessionAffiliate,
): Table {
  const words = text.money.entries;
  const isTold = entries.some((entry) => entry.counted === true);
  return {
    title: words.value,
    columns: [
      { title: words.at },
      { title: words.kind },
      { title: words.original, isNumber: true },
      { title: words.inOurs, format: moneyFormat(affiliate.currency) },
      ...(isTold ? [{ title: words.counted }] : []),
    ],
    rows: entries.map((entry) => [
      formats.moment(entry.at, affiliate.timezone),
      entry.problem === null
        ? kindTitle(entry.kind)
        : `${kindTitle(entry.kind)} (${words.problem[entry.problem]})`,
      originalAmount(entry.original),
      entry.currency === affiliate.currency ? toNumber(entry.value) : null,
      ...(isTold ? [entry.counted === true ? words.yes : ''] : []),
    ]),
  };
}

function commissionTable(entries: readonly CommissionEntry[], affiliate: SessionAffiliate): Table {
  const words = text.money.entries;
  const format = moneyFormat(affiliate.currency);
  return {
    title: words.commission,
    columns: [
      { title: words.at },
      { title: words.kind },
      { title: words.rate, format: { style: 'percent', digits: 1 } },
      { title: words.pending, format },
      { title: words.approved, format },
    ],
    rows: entries.map((entry) => [
      formats.moment(entry.at, affiliate.timezone),
      kindTitle(entry.kind),
      Number(entry.rate),
      entry.currency === affiliate.currency ? Number(entry.pending) : null,
      entry.currency === affiliate.currency ? Number(entry.approved) : null,
    ]),
  };
}
