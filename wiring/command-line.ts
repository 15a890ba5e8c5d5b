import { Command, CommanderError } from 'commander';
import { addCommands } from '../cli/commands.ts';
import { describeFault } from '../cli/fault.ts';
import { parseConfig, readEnvironment, type Config } from '../infra/config.ts';
import { onSignals } from '../infra/lifecycle.ts';
import { services } from './log-level.ts';
import { createProcessParts } from './process.ts';
import { createWorld } from './world.ts';

/** Runs what the command line asks for; returns the exit code. Writes on stdout and stderr, and throws nothing. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const program = new Command('milepost');
  let application = 'cli';
  let config: Config | undefined;
  const parts = createProcessParts(() => {
    config ??= parseConfig(readEnvironment(process.env, process.cwd()));
    const isJson = program.opts<{ json?: boolean }>().json === true;
    return { config, application, isService: services.has(application), isJson };
  });
  const world = createWorld(parts);
  addCommands(program, world);
  program.hook('preAction', (_, action) => {
    let command = action;
    while (command.parent !== null && command.parent !== program) command = command.parent;
    application = command.name();
    // A service that was told to end has done well; a command that was cut off has not.
    const interrupted = services.has(application) ? 0 : 130;
    onSignals(process, parts.lifecycle(), (code) => process.exit(code === 0 ? interrupted : code));
  });
  try {
    await program.parseAsync([...argv]);
    return (await parts.lifecycle().close()) ? 0 : 1;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode;
    world.progress.end();
    const isDebug = config?.logLevel === 'debug' || config?.logLevel === 'trace';
    process.stderr.write(`milepost: ${describeFault(thrown, isDebug)}\n`);
    if (config !== undefined) await parts.lifecycle().close();
    return 1;
  }
}
