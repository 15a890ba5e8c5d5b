import type { Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import type { RoleName, World } from './world.ts';

/** What one process does. */
interface Role {
  name: RoleName;
  description: string;
}

const roles: readonly Role[] = [
  { name: 'collector', description: 'take events and reservation changes over HTTP to Kafka' },
  { name: 'loader', description: 'bring what is in Kafka to the warehouse' },
  { name: 'scheduler', description: 'keep the models up to date' },
  { name: 'api', description: 'answer the dashboards, reports and exports' },
];

/** Adds `collector`, `loader`, `scheduler` and `api`: one role, for scaling out. Each serves its health on `PORT`. */
export function addRoleCommands(program: Command, world: World): void {
  for (const { name, description } of roles) {
    program
      .command(name)
      .description(description)
      .action(async () => {
        requireShared(world, name);
        const address = await world.serve([name]);
        world.output.line(`The ${name} runs; its health is at ${address}/readyz`);
        await world.untilSignal();
      });
  }
}

/** Processes meet in Kafka and the warehouse; without either, what this one does nobody would see. */
function requireShared(world: World, role: RoleName): void {
  if (role === 'scheduler' || role === 'api' || world.config.kafka !== undefined) return;
  throw new MilepostError(
    'kafka_missing',
    `A ${role} of its own needs Kafka: set KAFKA_BROKERS, or run \`milepost start\`, which has every role in one process`,
  );
}
