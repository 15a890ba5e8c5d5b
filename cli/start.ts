import type { Command } from 'commander';
import { seedDemo } from './demo/seed.ts';
import type { World } from './world.ts';

/** Adds `start`: every role in one process tree. */
export function addStartCommand(program: Command, world: World): void {
  program
    .command('start')
    .description('run every role in one process tree')
    .option('--demo', 'with sample data where the warehouse is empty')
    .action(async ({ demo = false }: { demo?: boolean }) => {
      const startedAt = performance.now();
      const address = await world.serve(['collector', 'loader', 'scheduler', 'api']);
      const elapsedMs = Math.round(performance.now() - startedAt);
      const { issuer } = world.config;
      world.output.result(
        { address, elapsedMs },
        [
          `Milepost runs at ${address} (ready in ${(elapsedMs / 1000).toFixed(1)} s)`,
          `  pages                      ${address}`,
          `  API and its documentation  ${address}/api/docs`,
          `  health, measurements       ${address}/readyz, ${address}/metrics`,
          `  send events to             ${address}/v1 (a write key: \`npx milepost keys create <affiliate>\`)`,
          issuer === undefined
            ? '  a token for the API        `npx milepost token --role admin`'
            : `  a token for the API        from ${issuer.url}`,
        ].join('\n'),
      );
      const sample = demo ? await seedDemo(world) : undefined;
      if (sample !== undefined) {
        // The scheduler would build most of these old hours with its next batch of late data only.
        await (await world.pipelines()).run();
        world.output.line(sample);
      }
      await world.untilSignal();
    });
}
