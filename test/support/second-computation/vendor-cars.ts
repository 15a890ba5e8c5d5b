import { isLive, type Reservation } from './change.ts';

const dayMinutes = 1_440;
const graceMinutes = 29;

/** What a rental's numbers depend on beside itself. */
export interface CarDeps {
  /** Today where the vendor is, and now. */
  today: Temporal.PlainDate;
  hasBegun: (rental: Reservation) => boolean;
  /** In minor units of the vendor's currency; null where it is not known. */
  amountOf: (rental: Reservation) => bigint | null;
}

/** Rentals by pickup; days and what they bring on their own dates, once they are past. */
export function rentalsOf(reservations: readonly Reservation[], period: string, deps: CarDeps) {
  let [rentals, rentalDays, revenue] = [0, 0, 0n];
  for (const each of reservations.filter(({ status }) => isLive(status))) {
    const pickup = Temporal.PlainDateTime.from(each.startAt);
    if (pickup.toPlainDate().toPlainYearMonth().toString() === period) rentals += 1;
    const days = each.car?.days ?? periodsOf(pickup, Temporal.PlainDateTime.from(each.endAt));
    const units = deps.amountOf(each) ?? 0n;
    for (let day = 0; day < days; day += 1) {
      const date = pickup.toPlainDate().add({ days: day });
      const isPast = Temporal.PlainDate.compare(date, deps.today) < 0 && deps.hasBegun(each);
      if (!isPast || date.toPlainYearMonth().toString() !== period) continue;
      rentalDays += 1;
      revenue += units / BigInt(days) + (BigInt(day) < units % BigInt(days) ? 1n : 0n);
    }
  }
  return { rentals, rentalDays, revenue };
}

/** Periods of 24 hours on the clock; up to 29 minutes more begin none. */
export function periodsOf(from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): number {
  const minutes = from.until(to).total({ unit: 'minutes' });
  return Math.max(1, Math.ceil((minutes - graceMinutes) / dayMinutes));
}
