import type { Command } from 'commander';
import { addAccountingCommand } from './accounting.ts';
import { addAffiliatesCommands } from './affiliates.ts';
import { addBackupCommand } from './backup.ts';
import { addBooksCommands } from './books.ts';
import { addDeadLettersCommands } from './dead-letters.ts';
import { addEraseCommands } from './erase.ts';
import { addImportCommand } from './import.ts';
import { addKeysCommands } from './keys.ts';
import { addMigrateCommand } from './migrate.ts';
import { addPipelinesCommands } from './pipelines.ts';
import { addReplayCommand } from './replay.ts';
import { addReportCommands } from './report.ts';
import { addRestoreCommand } from './restore.ts';
import { addRetentionCommands } from './retention.ts';
import { addRoleCommands } from './roles.ts';
import { addStartCommand } from './start.ts';
import { addTokenCommand } from './token.ts';
import { addVendorsCommands } from './vendors.ts';
import type { World } from './world.ts';

/** Adds every command, in the order in which `--help` lists them. */
export function addCommands(program: Command, world: World): void {
  program
    .description('A data-pipeline and reporting platform for travel')
    .option('--json', 'print the answer as JSON')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for what there is)')
    .exitOverride();
  addStartCommand(program, world);
  addRoleCommands(program, world);
  addMigrateCommand(program, world);
  addImportCommand(program, world);
  addAffiliatesCommands(program, world);
  addKeysCommands(program, world);
  addVendorsCommands(program, world);
  addPipelinesCommands(program, world);
  addBooksCommands(program, world);
  addReportCommands(program, world);
  addTokenCommand(program, world);
  addAccountingCommand(program, world);
  addDeadLettersCommands(program, world);
  addReplayCommand(program, world);
  addBackupCommand(program, world);
  addRestoreCommand(program, world);
  addEraseCommands(program, world);
  addRetentionCommands(program, world);
}
