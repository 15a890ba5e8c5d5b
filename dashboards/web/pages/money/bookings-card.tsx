import type { Booking, Bookings } from '../../../api/money/bookings.ts';
import { usePages } from '../../data/use-pages.ts';
import { formats } from '../../format/reader.ts';
import { toNumber } from '../../metric/metric.ts';
import { Menu } from '../../parts/menu.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { affiliateApi, fileNameFor, withChoice, type AffiliateContext } from '../affiliate-context.ts';
import { BookingDialog } from './booking-dialog.tsx';
import { destinationOf, originalAmount, statuses, statusTitle, stayOf } from './booking-words.ts';
import { moneyFormat, moneyTileOf, tileNamed } from './money-tile.ts';

const rowsAtOnce = '20';

/** The bookings behind the chosen number, the latest first, and each one's entries. */
export function BookingsCard({ context }: { context: AffiliateContext }) {
  const { view, show, affiliate } = context;
  const tile = tileNamed(view.choices['tile']);
  const status = statuses.find((each) => each === view.choices['status']);
  const bookings = usePages<Bookings>(
    affiliateApi(context, 'bookings', { filter: undefined, tile, status, limit: rowsAtOnce }),
  );
  const open = (id: string | undefined): void => show(withChoice(view, { booking: id }));
  return (
    <section class="card" aria-busy={bookings.isLoading}>
      <header class="card-head">
        <h2>{text.money.behind(moneyTileOf(tile, affiliate.currency).title.toLowerCase())}</h2>
        <div class="tools">
          <Menu
            label={`${text.money.statusLabel}: ${status === undefined ? text.money.anyStatus : statusTitle(status)}`}
            isQuiet
            align="right"
            items={[undefined, ...statuses].map((each) => ({
              label: each === undefined ? text.money.anyStatus : statusTitle(each),
              isChosen: each === status,
              onChoose: () => show(withChoice(view, { status: each })),
            }))}
          >
            <span>{status === undefined ? text.money.anyStatus : statusTitle(status)}</span>
          </Menu>
        </div>
      </header>
      <LoadedPart loaded={bookings} skeleton={<Skeleton lines={8} height={24} />}>
        {(pages, isLoading) => {
          const all = pages.flatMap((page) => page.bookings);
          const [first] = pages;
          if (first === undefined || all.length === 0) {
            return (
              <Notice title={text.money.emptyTitle}>
                <p>{text.money.emptyAbout}</p>
              </Notice>
            );
          }
          const table = bookingsTable(first, all, context);
          const shown = all.find((each) => each.reservationId === view.choices['booking']);
          return (
            <>
              <DataTable
                table={table}
                head={(row) => (
                  <button
                    type="button"
                    class="row-button id"
                    title={text.money.openBooking(String(row[0]))}
                    onClick={() => open(String(row[0]))}
                  >
                    {row[0]}
                  </button>
                )}
              />
              <footer class="card-foot">
                <p class="faint">{totalWords(first)}</p>
                <div class="tools">
                  {bookings.more !== undefined && (
                    <button type="button" class="button" disabled={isLoading} onClick={bookings.more}>
                      {text.breakdown.more}
                    </button>
                  )}
                  <CsvButton table={table} fileName={fileNameFor(context, `bookings-${tile}`)} />
                </div>
              </footer>
              {shown !== undefined && (
                <BookingDialog
                  booking={shown}
                  affiliate={affiliate}
                  vendor={context.vendorName(shown.vendorId)}
                  onClose={() => open(undefined)}
                />
              )}
            </>
          );
        }}
      </LoadedPart>
    </section>
  );
}

function totalWords({ total, tile, currency }: Bookings): string {
  const { title, format } = moneyTileOf(tile, currency);
  const count = text.money.count(total.bookings, formats.value(total.bookings, { style: 'count' }));
  const amount =
    total.amount === null ? null : `${title.toLowerCase()} ${formats.value(toNumber(total.amount), format)}`;
  return text.money.total(count, amount);
}

function bookingsTable(
  { tile, currency, tz, total }: Bookings,
  bookings: readonly Booking[],
  { affiliate, vendorName }: AffiliateContext,
): Table {
  const { columns } = text.money;
  const format = moneyFormat(currency);
  // The net value of a booking has a column of its own.
  const hasOwn = total.amount !== null && tile !== 'netValue';
  return {
    title: text.money.behind(moneyTileOf(tile, currency).title.toLowerCase()),
    columns: [
      { title: columns.booking },
      { title: columns.booked },
      { title: columns.stay },
      { title: columns.vendor },
      { title: columns.destination },
      { title: columns.status },
      { title: columns.price, isNumber: true },
      ...(total.amount === null ? [] : [{ title: moneyTileOf(tile, currency).title, format }]),
      ...(hasOwn || total.amount === null ? [{ title: columns.value, format }] : []),
      { title: columns.pending, format },
      { title: columns.approved, format },
    ],
    rows: bookings.map((booking) => [
      booking.reservationId,
      formats.moment(booking.bookedAt, tz === '' ? affiliate.timezone : tz),
      stayOf(booking),
      vendorName(booking.vendorId),
      destinationOf(booking),
      statusTitle(booking.status),
      originalAmount(booking.price),
      ...(total.amount === null ? [] : [toNumber(booking.inTile)]),
      ...(hasOwn || total.amount === null ? [toNumber(booking.value)] : []),
      toNumber(booking.commission.pending),
      toNumber(booking.commission.approved),
    ]),
  };
}
