import { Option, type Command } from 'commander';
import { closeDemoBooks, fillDemo, findDemo, sizeNames } from './demo.ts';
import { describePeople } from './demo-people.ts';
import type { World } from './world.ts';

interface StartOptions {
  demo?: string | true;
  empty?: boolean;
}

/** Adds `start`: every role in one process tree. */
export function addStartCommand(program: Command, world: World): void {
  program
    .command('start')
    .description('run every role in one process tree')
    .addOption(
      new Option('--demo [size]', 'with a demo world where the warehouse is empty').choices(sizeNames),
    )
    .option('--empty', 'without the demo world')
    .action(async ({ demo, empty = false }: StartOptions) => {
      const startedAt = performance.now();
      const { issuer } = world.config;
      // Its people sign in at the development issuer: a warehouse with a provider of its own is no place for them.
      const wanted = demo === undefined || empty || issuer !== undefined ? undefined : demo;
      const found =
        wanted === undefined ? undefined : await findDemo(wanted === true ? 'usual' : wanted, world);
      const address = await world.serve(['collector', 'loader', 'api']);
      const elapsedMs = Math.round(performance.now() - startedAt);
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
      if (found !== undefined && !found.isFilled) {
        world.output.line('Filling the empty warehouse with a demo world: two years of invented travel');
        await world.work('demo', (signal) => fillDemo(found, { address, signal }, world));
      }
      if (found !== undefined) world.output.line(await describePeople(address, world));
      await world.schedule();
      if (found !== undefined) await world.work('closing', (signal) => closeDemoBooks(found, signal, world));
      await world.untilSignal();
    });
}
