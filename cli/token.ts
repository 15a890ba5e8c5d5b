import { Option, type Command } from 'commander';
import type { Identity, Role } from '../infra/auth/identity.ts';
import { MilepostError } from '../infra/errors.ts';
import { parseDurationSeconds } from './duration.ts';
import type { World } from './world.ts';

const roles: readonly Role[] = ['affiliate', 'support', 'traveler', 'admin', 'source'];

interface TokenOptions {
  role: Role;
  id?: string;
  ttl: number;
  vendor?: string[];
  affiliate?: string[];
}

/** Adds `token`: signs one with the development issuer of the data directory. */
export function addTokenCommand(program: Command, world: World): void {
  program
    .command('token')
    .description('print a signed token of the development issuer')
    .addOption(new Option('--role <role>', 'whose it is').choices(roles).makeOptionMandatory())
    .option('--id <id>', 'the affiliate or traveler; for other roles the name of the holder')
    .addOption(
      new Option('--ttl <duration>', 'how long it is valid')
        .argParser(parseDurationSeconds)
        .default(3_600, '1h'),
    )
    .option('--vendor <id...>', 'with --role source: only for changes of these vendors')
    .option('--affiliate <id...>', 'with --role source: only for changes of these affiliates')
    .action(async (options: TokenOptions) => {
      const token = await (await world.issuer()).sign(toIdentity(options), options.ttl);
      world.output.result({ token, role: options.role, ttlSeconds: options.ttl }, token);
    });
}

function toIdentity({ role, id, vendor, affiliate }: TokenOptions): Identity {
  if (role !== 'source' && (vendor !== undefined || affiliate !== undefined)) {
    throw new MilepostError('option_invalid', '--vendor and --affiliate limit a token of --role source only');
  }
  switch (role) {
    case 'affiliate':
      return { sub: requireId(role, id), role, affiliateId: requireId(role, id) };
    case 'traveler':
      return { sub: requireId(role, id), role, travelerId: requireId(role, id) };
    case 'support':
    case 'admin':
      return { sub: id ?? role, role };
    case 'source':
      return {
        sub: id ?? role,
        role,
        ...(vendor === undefined ? {} : { vendorIds: vendor }),
        ...(affiliate === undefined ? {} : { affiliateIds: affiliate }),
      };
  }
}

function requireId(role: Role, id: string | undefined): string {
  if (id !== undefined && id !== '') return id;
  throw new MilepostError('option_invalid', `--role ${role} needs --id, the ${role} whose token it is`);
}
