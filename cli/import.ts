import { Option, type Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import { createAffiliates } from '../warehouse/repositories/affiliates.ts';
import { createAirports } from '../warehouse/repositories/airports.ts';
import { createCommissionRates } from '../warehouse/repositories/commission-rates.ts';
import { createFxRates } from '../warehouse/repositories/fx-rates.ts';
import { createTravelers } from '../warehouse/repositories/travelers.ts';
import { createVendors } from '../warehouse/repositories/vendors.ts';
import { importAirports } from './import/airports.ts';
import { importFxRates, importTravelers, importVendors } from './import/attributes.ts';
import { importEvents } from './import/events.ts';
import type { Newcomers } from './import/newcomers.ts';
import { importRates } from './import/rates.ts';
import { importHotelBookings, importReservations } from './import/reservations.ts';
import { openSource, type Source } from './import/source.ts';
import { createTally, formatTally, type Tally } from './import/tally.ts';
import type { World } from './world.ts';

const kinds = [
  'hotel-bookings',
  'events',
  'reservations',
  'vendors',
  'travelers',
  'rates',
  'fx',
  'airports',
] as const;
type Kind = (typeof kinds)[number];

interface ImportOptions {
  as: Kind;
  affiliate?: string;
}

/** Adds `import`: real data through the normal path. */
export function addImportCommand(program: Command, world: World): void {
  program
    .command('import <file>')
    .description('load real data, CSV or NDJSON, gzip or not; again adds nothing twice')
    .addOption(new Option('--as <kind>', 'what the file holds').choices(kinds).makeOptionMandatory())
    .option('--affiliate <id>', 'with --as events: whose events they are')
    .action(async (file: string, options: ImportOptions) => {
      requireAffiliateOption(options);
      const source = await openSource(file);
      const tally = createTally();
      const startedAt = performance.now();
      const shown = watch(source, tally, world, file);
      const added = await run(source, options, world, tally).finally(() => shown.end());
      const elapsedMs = Math.round(performance.now() - startedAt);
      report(world, { tally, added, elapsedMs, kind: options.as });
      if (tally.read > 0 && tally.accepted === 0) {
        throw new MilepostError('nothing_usable', `Nothing in ${file} could be used as ${options.as}`);
      }
    });
}

function requireAffiliateOption({ as, affiliate }: ImportOptions): void {
  if ((as === 'events') === (affiliate !== undefined)) return;
  throw new MilepostError(
    'option_invalid',
    as === 'events'
      ? 'Events belong to an affiliate: name it with --affiliate'
      : `--affiliate goes with --as events only; ${as} name their own`,
  );
}

async function run(
  source: Source,
  { as, affiliate: affiliateId = '' }: ImportOptions,
  world: World,
  tally: Tally,
): Promise<Newcomers | undefined> {
  const deps = { warehouse: await world.warehouse(), clock: world.clock };
  switch (as) {
    case 'hotel-bookings':
    case 'reservations': {
      const intake = await world.intake();
      const newcomers = {
        intake,
        affiliates: createAffiliates(deps),
        rates: createCommissionRates(deps),
        vendors: createVendors(deps),
      };
      return as === 'reservations'
        ? importReservations(source, newcomers, tally)
        : importHotelBookings(source, newcomers, tally);
    }
    case 'events': {
      if ((await createAffiliates(deps).find(affiliateId)) === undefined) {
        throw new MilepostError(
          'affiliate_unknown',
          `There is no affiliate ${affiliateId}; \`milepost affiliates add\` adds one`,
        );
      }
      await importEvents(source, { intake: await world.intake(), affiliateId }, tally);
      return undefined;
    }
    case 'vendors':
      await importVendors(source, createVendors(deps), tally);
      return undefined;
    case 'travelers': {
      const suppressions = await world.suppressions();
      await importTravelers(source, createTravelers({ ...deps, suppressions }), tally);
      return undefined;
    }
    case 'rates':
      return importRates(
        source,
        { affiliates: createAffiliates(deps), rates: createCommissionRates(deps) },
        tally,
      );
    case 'fx':
      await importFxRates(source, createFxRates(deps), tally);
      return undefined;
    case 'airports':
      await importAirports(source, createAirports(deps), tally);
      return undefined;
  }
  return undefined;
}

/** Shows the progress a few times a second until `end`. */
function watch(source: Source, tally: Tally, world: World, file: string): { end(): void } {
  const show = (doneBytes: number): void =>
    world.progress.show(`${file}: ${tally.accepted} stored`, doneBytes, source.sizeBytes);
  // What has been read is not stored yet: the last percent belongs to the end.
  const timer = setInterval(() => show(Math.min(source.readBytes(), source.sizeBytes * 0.99)), 100);
  return {
    end() {
      clearInterval(timer);
      if (tally.accepted + tally.rejected > 0) show(source.sizeBytes);
      world.progress.end();
    },
  };
}

const units: Readonly<Record<Kind, string>> = {
  'hotel-bookings': 'changes',
  events: 'events',
  reservations: 'changes',
  vendors: 'vendors',
  travelers: 'profiles',
  rates: 'commission rates',
  fx: 'rates',
  airports: 'airports',
};

function report(
  world: World,
  result: { tally: Tally; added: Newcomers | undefined; elapsedMs: number; kind: Kind },
): void {
  const { tally, added, elapsedMs, kind } = result;
  const lines = [formatTally(tally, units[kind], elapsedMs)];
  if (added !== undefined && added.vendors.length > 0) {
    lines.push(`Added ${added.vendors.length} vendors with defaults: ${shorten(added.vendors)}`);
  }
  if (added !== undefined && added.affiliates.length > 0) {
    lines.push(
      `Added ${added.affiliates.length} affiliates with defaults: ${shorten(added.affiliates)}` +
        (kind === 'rates'
          ? ' (EUR, UTC), `milepost affiliates set <id>` changes them'
          : '; their commission rate is 0, `milepost affiliates rates set <id> --rate --from` sets it'),
    );
  }
  world.output.result({ ...tally, added: added ?? null, elapsedMs }, lines.join('\n'));
}

function shorten(ids: readonly string[]): string {
  return ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');
}
