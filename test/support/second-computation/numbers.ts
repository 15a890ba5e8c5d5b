import { affiliateMoney, earningsPerClick, type Span } from './affiliate-money.ts';
import { behaviour, within } from './behaviour.ts';
import { minorDigitsOf } from './money.ts';
import type { Selected } from './selection.ts';

/** Every number of an affiliate in a span, as the overview writes them. */
export function overviewOf({ visits, bookings }: Selected, span: Span, currency: string) {
  const digits = minorDigitsOf(currency);
  const entries = bookings.flatMap((booking) => booking.entries);
  const seen = within(visits, span);
  const traffic = behaviour(seen.views, seen.sessions);
  const visitors = new Set(seen.views.map(({ person }) => person));
  const bookers = new Set(
    bookings
      .filter(({ isOwned, bookedAtMs }) => isOwned && bookedAtMs >= span.fromMs && bookedAtMs < span.toMs)
      .map(({ person }) => person),
  );
  return {
    ...traffic,
    ...affiliateMoney(entries, span, digits),
    ...earningsPerClick(entries, span, traffic.clicks, digits),
    conversionRate: visitors.size === 0 ? null : visitors.intersection(bookers).size / visitors.size,
  };
}

/** The same as time series and breakdowns write them: without what only a whole range has. */
export function flatNumbersOf(selected: Selected, span: Span, currency: string) {
  const { commission, unconverted: _1, withoutAmount: _2, ...plain } = overviewOf(selected, span, currency);
  const { approved, declined, reversed } = commission;
  const flows = { commissionApproved: approved, commissionDeclined: declined, commissionReversed: reversed };
  return { ...plain, ...flows };
}

/** Fractions to the billionth: two ways to one sum may differ behind that. */
export function rounded(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value,
    ]),
  );
}
