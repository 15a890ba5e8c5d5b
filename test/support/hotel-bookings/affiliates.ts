import type { Clock } from '../../../infra/clock.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import { createAffiliates } from '../../../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../../../warehouse/repositories/commission-rates.ts';
import { createFxRates } from '../../../warehouse/repositories/fx-rates.ts';
import type { Affiliate } from '../second-computation/affiliate.ts';
import type { DayRate } from '../second-computation/fx.ts';

/** Agents of the data set with currencies, zones and commission of their own; all others are in EUR for nothing. */
export const agents: readonly Affiliate[] = [
  {
    affiliateId: 'agent-9',
    currency: 'USD',
    timezone: 'America/New_York',
    rates: [
      { rate: '0.1' },
      { rate: '0.0875', validFrom: '2016-01-01T05:00:00Z' },
      { rate: '0.123456', type: 'hotel', validFrom: '2016-06-01T00:00:00Z' },
    ],
  },
  {
    affiliateId: 'agent-240',
    currency: 'JPY',
    timezone: 'Pacific/Kiritimati',
    rates: [
      { rate: '0.05' },
      { rate: '0.2', vendorId: 'resort-hotel', validFrom: '2015-12-25T12:00:00Z' },
      { rate: '0.15', vendorId: 'resort-hotel', validFrom: '2016-09-01T00:00:00Z' },
    ],
  },
  {
    affiliateId: 'agent-1',
    currency: 'KWD',
    timezone: 'Asia/Kolkata',
    rates: [
      { rate: '0.07', type: 'hotel' },
      { rate: '0.5', type: 'car' },
    ],
  },
  {
    affiliateId: 'agent-14',
    currency: 'EUR',
    timezone: 'Australia/Lord_Howe',
    rates: [{ rate: '0.333333' }],
  },
  { affiliateId: 'agent-7', currency: 'EUR', timezone: 'Europe/Lisbon', rates: [{ rate: '0' }] },
];

const euroFor = { USD: 0.9, JPY: 0.0077, KWD: 3.03 };

/** A made-up rate for every working day since 2013 but for the gaps: a long one each winter, for KWD each month. */
export const agentRates: readonly DayRate[] = Object.entries(euroFor).flatMap(([currency, level]) =>
  Array.from({ length: 1_750 }, (_, days) => Temporal.PlainDate.from('2013-01-01').add({ days }))
    .filter((day) => day.dayOfWeek < 6 && (day.month > 1 || day.day >= 18))
    .filter((day) => currency !== 'KWD' || day.day < 6 || day.day > 18)
    .map((day) => {
      const rate = level * (1 + Math.sin(day.dayOfYear * 1.7 + day.year) / 9);
      return { date: day.toString(), currency, rate: rate.toFixed(9) };
    }),
);

/** Adds the agents and their rates. */
export async function storeAgents(warehouse: Warehouse, clock: Clock): Promise<void> {
  const deps = { warehouse, clock };
  await createAffiliates(deps).add(
    agents.map(({ affiliateId, currency, timezone }) => ({
      affiliateId,
      name: affiliateId,
      currency,
      timezone,
    })),
  );
  await createCommissionRates(deps).set(
    agents.flatMap(({ affiliateId, rates }) => rates.map((rate) => ({ affiliateId, ...rate }))),
  );
  await createFxRates(deps).put(agentRates.map((rate) => ({ ...rate, base: 'EUR', source: 'test' })));
}
