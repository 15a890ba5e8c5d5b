import type { Command } from 'commander';
import { createVendors, vendorTypes } from '../warehouse/repositories/vendors.ts';
import type { World } from './world.ts';

interface VendorOptions {
  type?: string;
  name?: string;
  timezone?: string;
  currency?: string;
  owner?: string;
  country?: string;
  city?: string;
  class?: string;
}

/** Adds `vendors`: the hotels, airlines and car rentals. */
export function addVendorsCommands(program: Command, world: World): void {
  const open = async () => createVendors({ warehouse: await world.warehouse(), clock: world.clock });
  const group = program.command('vendors').description('the hotels, airlines and car rentals');

  withAttributes(group.command('add <id>').description('add a vendor'))
    .requiredOption('--type <type>', vendorTypes.join(', '))
    .action(async (vendorId: string, options: VendorOptions & { type: string }) => {
      const { name = vendorId, timezone = 'UTC', currency = 'EUR', ...rest } = options;
      const vendor = { vendorId, name, timezone, currency, ...rest };
      await (await open()).add([vendor]);
      world.output.result(vendor, `Added ${vendorId} (${vendor.type}, ${currency}, ${timezone})`);
    });

  withAttributes(group.command('set <id>').description('change a vendor from a date on'))
    .option('--type <type>', vendorTypes.join(', '))
    .option('--valid-from <date>', 'date or instant from which the change holds (default: now)')
    .action(async (vendorId: string, options: VendorOptions & { validFrom?: string }) => {
      const { validFrom, ...changes } = options;
      const vendors = await open();
      await vendors.set(vendorId, changes, validFrom);
      world.output.result({ ...(await vendors.find(vendorId)) }, `Changed ${vendorId}`);
    });

  group
    .command('list')
    .description('list the vendors')
    .action(async () => {
      world.output.rows(
        await (await open()).list(),
        'There are no vendors; `milepost vendors add <id> --type hotel` adds one',
      );
    });
}

function withAttributes(command: Command): Command {
  return command
    .option('--name <name>', 'what people call it (default: its id)')
    .option('--timezone <zone>', 'IANA time zone of its months (default: UTC)')
    .option('--currency <code>', 'ISO 4217 code of its reports (default: EUR)')
    .option('--owner <owner>', 'who owns it')
    .option('--country <code>', 'ISO 3166 alpha-2')
    .option('--city <city>', 'where it is')
    .option('--class <class>', 'e.g. 4 stars');
}
