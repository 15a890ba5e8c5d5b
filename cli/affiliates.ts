import type { Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import { createAffiliates } from '../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../warehouse/repositories/commission-rates.ts';
import { isOneOf, isShare, requireFields } from '../warehouse/repositories/fields.ts';
import { vendorTypes } from '../warehouse/repositories/vendors.ts';
import type { World } from './world.ts';

interface SetOptions {
  name?: string;
  currency?: string;
  timezone?: string;
  commissionRate?: string;
  validFrom?: string;
}

interface AddOptions {
  name?: string;
  currency: string;
  timezone: string;
  commissionRate?: string;
}

/** Adds `affiliates`: the tenants and their commission rates. */
export function addAffiliatesCommands(program: Command, world: World): void {
  const open = async () => {
    const deps = { warehouse: await world.warehouse(), clock: world.clock };
    return { affiliates: createAffiliates(deps), rates: createCommissionRates(deps) };
  };
  const group = program.command('affiliates').description('the tenants, and their commission rates');

  group
    .command('add <id>')
    .description('add an affiliate')
    .option('--name <name>', 'what people call it (default: its id)')
    .option('--currency <code>', 'ISO 4217 code of its money', 'EUR')
    .option('--timezone <zone>', 'IANA time zone of its days', 'UTC')
    .option('--commission-rate <rate>', 'share of a booking that it earns, e.g. 0.1 for 10 %')
    .action(async (affiliateId: string, options: AddOptions) => {
      requireFields({ commissionRate: [options.commissionRate, isShare] });
      const { affiliates, rates } = await open();
      const { currency, timezone, commissionRate: rate } = options;
      const affiliate = { affiliateId, name: options.name ?? affiliateId, currency, timezone };
      await affiliates.add([affiliate]);
      if (rate !== undefined) await rates.set([{ affiliateId, rate }]);
      world.output.result(
        { ...affiliate, commissionRate: rate ?? null },
        `Added ${affiliateId} (${currency}, ${timezone}, commission rate ${rate ?? 'not set'}). ` +
          `\`milepost keys create ${affiliateId}\` gives it a write key.`,
      );
    });

  group
    .command('set <id>')
    .description('change an affiliate from a date on')
    .option('--name <name>', 'what people call it')
    .option('--currency <code>', 'ISO 4217 code of its money')
    .option('--timezone <zone>', 'IANA time zone of its days')
    .option('--commission-rate <rate>', 'share of a booking that it earns, e.g. 0.1 for 10 %')
    .option('--valid-from <date>', 'date or instant from which the change holds (default: now)')
    .action(async (affiliateId: string, options: SetOptions) => {
      const { commissionRate: rate, validFrom, ...changes } = options;
      requireFields({ commissionRate: [rate, isShare] });
      const { affiliates, rates } = await open();
      await affiliates.set(affiliateId, changes, validFrom);
      if (rate !== undefined) {
        const from = validFrom ?? new Date(world.clock.now()).toISOString();
        await rates.set([{ affiliateId, rate, validFrom: from }]);
      }
      const affiliate = await affiliates.find(affiliateId);
      world.output.result({ ...affiliate }, `Changed ${affiliateId}`);
    });

  group
    .command('list')
    .description('list the affiliates')
    .action(async () => {
      const { affiliates } = await open();
      world.output.rows(
        await affiliates.list(),
        'There are no affiliates; `milepost affiliates add <id>` adds one',
      );
    });

  group
    .command('remove <id>')
    .description('remove an affiliate: its keys stop working, its numbers stay')
    .action(async (affiliateId: string) => {
      const { affiliates } = await open();
      await affiliates.remove(affiliateId);
      world.output.result({ affiliateId, removed: true }, `Removed ${affiliateId}`);
    });

  const rateGroup = group.command('rates').description('commission rates: the most specific one counts');
  rateGroup
    .command('set <id>')
    .description('set a commission rate from a date on')
    .requiredOption('--rate <rate>', 'share of a booking, e.g. 0.1 for 10 %')
    .requiredOption('--from <date>', 'date or instant from which it holds, by the booking date')
    .option('--vendor <id>', 'only for bookings with this vendor')
    .option('--type <type>', `only for bookings of this type: ${vendorTypes.join(', ')}`)
    .action(
      async (
        affiliateId: string,
        options: { rate: string; from: string; vendor?: string; type?: string },
      ) => {
        requireFields({ type: [options.type, isOneOf(vendorTypes)] });
        const { affiliates, rates } = await open();
        if ((await affiliates.find(affiliateId)) === undefined) {
          throw new MilepostError(
            'affiliate_unknown',
            `There is no affiliate ${affiliateId}; \`milepost affiliates add\` adds one`,
          );
        }
        const { rate, from: validFrom, vendor: vendorId, type } = options;
        await rates.set([{ affiliateId, rate, validFrom, vendorId, type }]);
        world.output.result(
          { affiliateId, rate, validFrom, vendorId, type },
          `Set the rate of ${affiliateId}`,
        );
      },
    );
  rateGroup
    .command('list [id]')
    .description('list the commission rates of one affiliate, or of all')
    .action(async (affiliateId?: string) => {
      const { rates } = await open();
      world.output.rows(await rates.list(affiliateId), 'There are no commission rates');
    });
}
