import type { DemoVersion } from './life.ts';
import { createRandom, seedOf } from './random.ts';
import { minuteMs } from './time.ts';

const share = 0.012;

/**
 * Returns the same booking as a confirmation mail tells it, where somebody's mail is read too: a reservation of its own
 * that says less and is known to be the same by its confirmation.
 */
export function secondReport(seed: number, first: DemoVersion): DemoVersion | undefined {
  const { booking } = first;
  const random = createRandom(seedOf(seed, 'mail', booking.reservationId));
  if (booking.source === 'email' || booking.source === 'manual' || !random.chance(share)) return undefined;
  return {
    ...first,
    changedAt: first.changedAt + random.between(1, 9) * minuteMs,
    booking: {
      ...booking,
      reservationId: `${booking.reservationId}-mail`,
      source: 'email',
      affiliate: undefined,
      isTripKnown: false,
    },
  };
}
