import { kafkaBrokers, uniquePrefix } from '../../support/kafka.ts';
import { freePort } from '../../support/kafka/running.ts';
import { createDataDir, holdWarehouse } from '../../support/process/data-dir.ts';
import {
  runMilepost,
  startMilepost,
  type MilepostEnv,
  type MilepostProcess,
} from '../../support/process/milepost.ts';
import { untilReady } from '../../support/process/ready.ts';

export type RoleName = 'collector' | 'loader' | 'scheduler' | 'api';

/** The four roles, each a process, over one engine and topics of their own, with affiliate `acme`. */
export interface Roles {
  env: MilepostEnv;
  address: Readonly<Record<RoleName, string>>;
  writeKey: string;
  sourceToken: string;
  affiliateToken: string;
  running(role: RoleName): MilepostProcess;
  /** Starts a role, again after its end; resolves when it is ready. */
  start(role: RoleName): Promise<void>;
}

/** Starts the roles over an engine that is already there; all of them end with the test. */
export async function startRoles(): Promise<Roles> {
  const env: MilepostEnv = {
    MILEPOST_DATA: await createDataDir(),
    KAFKA_BROKERS: kafkaBrokers().join(','),
    KAFKA_TOPIC_PREFIX: uniquePrefix(),
    LOG_LEVEL: 'warn',
  };
  await holdWarehouse(env.MILEPOST_DATA);
  const run = async (...args: string[]): Promise<string> => (await runMilepost(args, env)).trim();
  await run('affiliates', 'add', 'acme', '--commission-rate', '0.1');
  await run('vendors', 'add', 'city-hotel', '--type', 'hotel', '--timezone', 'Europe/Lisbon');
  const writeKey = await run('keys', 'create', 'acme');
  const sourceToken = await run('token', '--role', 'source', '--id', 'agency');
  const affiliateToken = await run('token', '--role', 'affiliate', '--id', 'acme');

  const ports: Readonly<Record<RoleName, number>> = {
    collector: await freePort(),
    loader: await freePort(),
    scheduler: await freePort(),
    api: await freePort(),
  };
  const url = (role: RoleName): string => `http://127.0.0.1:${ports[role]}`;
  const processes = new Map<RoleName, MilepostProcess>();
  const start = async (role: RoleName): Promise<void> => {
    const process = startMilepost([role], { ...env, PORT: String(ports[role]) });
    processes.set(role, process);
    await untilReady(process, url(role));
  };
  // One after the other: the first makes the topics and the models' tables.
  for (const role of ['collector', 'loader', 'scheduler', 'api'] as const) await start(role);
  return {
    env,
    address: {
      collector: url('collector'),
      loader: url('loader'),
      scheduler: url('scheduler'),
      api: url('api'),
    },
    writeKey,
    sourceToken,
    affiliateToken,
    running(role) {
      const process = processes.get(role);
      if (process === undefined) throw new Error(`The ${role} was not started`);
      return process;
    },
    start,
  };
}
