import type { DemoChange } from './changes.ts';
import { createRandom, seedOf } from './random.ts';
import { dayMs, writeInstant } from './time.ts';
import type { DemoEvent } from './visits.ts';

type AffiliateEvents = readonly { affiliateId: string; events: readonly DemoEvent[] }[];

/** What is left when everything else has arrived. */
export interface Stragglers {
  /** Of phones that were offline. Some of them arrive twice: their network broke before the answer came. */
  events: AffiliateEvents;
  /** What a broken integration sends, and is refused. */
  refusedEvents: AffiliateEvents;
  refusedChanges: readonly DemoChange[];
}

const brokenEvents = 24;
const brokenChanges = 7;

/** Makes the stragglers of visits that come late. */
export function createStragglers(
  late: readonly { affiliateId: string; events: Iterable<DemoEvent> }[],
  { seed, to }: { seed: number; to: number },
): Stragglers {
  const random = createRandom(seedOf(seed, 'stragglers'));
  return {
    events: late.map(({ affiliateId, events }) => {
      const own = [...events];
      return { affiliateId, events: [...own, ...own.filter(() => random.chance(0.15))] };
    }),
    refusedEvents: [
      {
        affiliateId: 'desi-departures',
        events: Array.from({ length: brokenEvents }, (_, index) => broken(index, to)),
      },
    ],
    refusedChanges: Array.from({ length: brokenChanges }, (_, index) => ({
      changeId: `legacy-${index + 1}:1`,
      reservationId: `legacy-${index + 1}`,
      version: 1,
      changedAt: writeInstant(to - (index + 1) * dayMs),
      source: 'travel_system',
      kind: 'created',
      reservation: {
        type: 'hotel',
        status: 'booked',
        vendorId: 'lanternhouse',
        travelerId: `legacy-guest-${index + 1}`,
        bookedAt: writeInstant(to - (index + 1) * dayMs),
        startAt: '2026-13-40T15:00:00',
        endAt: '2026-13-41T11:00:00',
        timezone: 'Europe/London',
        amount: 212.5,
        currency: 'GBP',
      },
    })),
  };
}

/** An app of long ago: no device, no name, or a clock that stands still. */
function broken(index: number, to: number): DemoEvent {
  const common = {
    type: 'track',
    messageId: `broken-${index + 1}`,
    timestamp: writeInstant(to - index * dayMs),
  };
  switch (index % 3) {
    case 0:
      return { ...common, event: 'Offer Clicked' };
    case 1:
      return { ...common, anonymousId: `broken-${index}`, event: '' };
    default:
      return {
        ...common,
        anonymousId: `broken-${index}`,
        event: 'Offer Clicked',
        timestamp: '2019-01-01T00:00:00.000Z',
      };
  }
}
