import type { Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import type { Expiring } from '../privacy/retention/retention.ts';
import { createAffiliates } from '../warehouse/repositories/affiliates.ts';
import { createRetentions } from '../warehouse/repositories/retentions.ts';
import type { World } from './world.ts';

interface OfAffiliate {
  affiliate?: string;
}

/** Adds `retention`: how long raw rows are kept. */
export function addRetentionCommands(program: Command, world: World): void {
  const group = program
    .command('retention')
    .description('how long events, reservation_changes and dead_letters are kept; numbers stay');
  const settings = async () => createRetentions({ warehouse: await world.warehouse(), clock: world.clock });

  group
    .command('list')
    .description('list the settings; what has none is kept for ever')
    .action(async () => {
      const rows = (await (await settings()).list()).map(({ table, affiliateId, days }) => ({
        table,
        affiliate: affiliateId === '' ? 'all others' : affiliateId,
        days: days === 0 ? 'for ever' : days,
      }));
      world.output.rows(rows, 'Everything is kept for ever');
    });

  group
    .command('set <table> <days>')
    .description(
      'keep a table\'s rows for so many days, or "forever"; `retention plan` shows what goes before it goes',
    )
    .option('--affiliate <id>', 'only those of this affiliate')
    .action(async (table: string, days: string, { affiliate = '' }: OfAffiliate) => {
      await requireAffiliate(affiliate, world);
      const setting = { table, affiliateId: affiliate, days: days === 'forever' ? 0 : Number(days) };
      await (await settings()).set(setting);
      const plan = await (await world.retention()).plan();
      world.output.result(
        { ...setting, expiring: plan },
        `${table} ${affiliate === '' ? '' : `of ${affiliate} `}will be kept ${setting.days === 0 ? 'for ever' : `for ${setting.days} days`}. ${foresee(plan)}`,
      );
    });

  group
    .command('unset <table>')
    .description("take a setting back: an affiliate's gives way to the table's, the table's to for ever")
    .option('--affiliate <id>', 'that of this affiliate')
    .action(async (table: string, { affiliate = '' }: OfAffiliate) => {
      await (await settings()).unset({ table, affiliateId: affiliate });
      world.output.result({ table, affiliateId: affiliate }, `Taken back`);
    });

  group
    .command('plan')
    .description('show what the scheduler will delete next; changes nothing')
    .action(async () => {
      world.output.rows(await (await world.retention()).plan(), 'Nothing is past its retention');
    });

  group
    .command('apply')
    .description('delete what is past its retention now, as the scheduler does every hour')
    .action(async () => {
      const { failed } = await (await world.pipelines()).run();
      const expired = await (await world.retention()).apply();
      world.output.rows(expired, 'Nothing is past its retention');
      if (failed.length === 0) return;
      throw new MilepostError(
        'numbers_incomplete',
        `${failed.map((each) => each.model).join(', ')} could not be built: their days stay until they are`,
      );
    });
}

async function requireAffiliate(affiliateId: string, world: World): Promise<void> {
  if (affiliateId === '') return;
  const affiliates = createAffiliates({ warehouse: await world.warehouse(), clock: world.clock });
  if ((await affiliates.find(affiliateId)) !== undefined) return;
  throw new MilepostError(
    'affiliate_unknown',
    `There is no affiliate ${affiliateId}; \`milepost affiliates list\` shows them`,
  );
}

function foresee(plan: readonly Expiring[]): string {
  if (plan.length === 0) return 'Nothing expires by it now';
  const rows = plan.reduce((sum, each) => sum + each.rows, 0);
  const megabytes = plan.reduce((sum, each) => sum + each.sizeBytes, 0) / 1_000_000;
  return (
    `Within the hour the scheduler deletes ${rows} rows, ${megabytes.toFixed(1)} MB: \`milepost retention plan\`. ` +
    'Slices made from them stay as they are and cannot be built again'
  );
}
