#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { Command, CommanderError } from 'commander';
import { addCommands } from './cli/commands.ts';
import { describeFault, describeKafkaFault } from './cli/fault.ts';
import { requireLeading } from './cli/hold-data-directory.ts';
import { memo, memoBy, once } from './cli/once.ts';
import { listen } from './cli/listen.ts';
import { logLevelOf, services } from './cli/log-level.ts';
import { createOutput } from './cli/output.ts';
import { createProgress } from './cli/progress.ts';
import { requireSchema } from './cli/require-schema.ts';
import { toApiDeps, toCollectorOptions, toDashboardsDeps, type SharedParts } from './cli/role-deps.ts';
import { describeWarehouseFault } from './cli/warehouse-fault.ts';
import type { RoleName, World } from './cli/world.ts';
import { addHealthRoutes } from './dashboards/api/health.ts';
import { dashboards } from './dashboards/dashboards.ts';
import { createDevelopmentIssuer } from './infra/auth/development-issuer.ts';
import { createIssuerVerifier } from './infra/auth/issuer-verifier.ts';
import type { Verifier } from './infra/auth/verifier.ts';
import { createKafkaBus } from './infra/bus/kafka.ts';
import { createKafkaLeadership } from './infra/bus/kafka-leadership.ts';
import { createLocalBus } from './infra/bus/local.ts';
import { createFilesystemObjects } from './infra/objects/filesystem.ts';
import { createLocalLeadership } from './infra/bus/local-leadership.ts';
import { systemClock } from './infra/clock.ts';
import { parseConfig, readEnvironment, type Config } from './infra/config.ts';
import { MilepostError, codeOf } from './infra/errors.ts';
import { createHttpServer } from './infra/http/server.ts';
import { openErasureKey } from './infra/erasure-key.ts';
import { createLifecycle, onSignals } from './infra/lifecycle.ts';
import { createLog } from './infra/log.ts';
import { createMetrics } from './infra/metrics.ts';
import collector from './ingest/collector/collector.ts';
import { createIntake } from './ingest/intake.ts';
import { createReservationOwners } from './ingest/reservation-owners.ts';
import { createLoader, createLoaderId } from './ingest/loader/loader.ts';
import { createPipelines } from './pipelines/pipelines.ts';
import { startScheduler, usualTimes } from './pipelines/scheduler.ts';
import { createErasures } from './privacy/erasure/erasures.ts';
import { createReports } from './reports/reports.ts';
import { createWarehouse, type Warehouse } from './warehouse/client.ts';
import { attachEngine } from './warehouse/local/attach.ts';
import { databaseOf, withDatabase } from './warehouse/migrate-database.ts';
import { createMigrator } from './warehouse/migrate.ts';
import { withAirports } from './warehouse/reference/airports.ts';
import { createSuppressions } from './warehouse/repositories/suppressions.ts';

const closeBoundMs = 25_000;
const busBufferBytes = 64 * 1024 * 1024;

interface Invocation {
  config: Config;
  /** The command's first word: names the process to the warehouse. */
  application: string;
  isService: boolean;
  isJson: boolean;
}

/** Everything that commands may ask for, made lazily; `lifecycle` closes what was made. */
function createWorld(invocation: () => Invocation) {
  const config = () => invocation().config;
  const clock = systemClock;
  const log = memo(() => createLog(logLevelOf(config().logLevel, invocation().isService)));
  const metrics = memo(() => createMetrics());
  const lifecycle = memo(() => createLifecycle({ boundMs: closeBoundMs, log: log() }));

  const warehouseUrl = once(async () => {
    const { clickhouseUrl, dataDir } = config();
    if (clickhouseUrl !== undefined) return clickhouseUrl;
    const engine = await attachEngine({ dataDir, log: log() });
    lifecycle().add('engine', () => engine.close());
    return engine.url;
  });

  function connect(url: string, timeoutMs?: number): Warehouse {
    const application = invocation().application;
    const client = createWarehouse({ url, application, log: log(), ...(timeoutMs && { timeoutMs }) });
    lifecycle().add('warehouse', () => client.close());
    return client;
  }

  const connected = once(async () => {
    const url = await warehouseUrl();
    const admin = connect(withDatabase(url, 'default'));
    try {
      await admin.ping();
    } catch (thrown) {
      throw config().clickhouseUrl === undefined ? thrown : describeWarehouseFault(thrown, url);
    }
    const warehouse = connect(url);
    const schema = createMigrator({ warehouse, admin, database: databaseOf(url), log: log() });
    const migrator = withAirports(schema, { warehouse, clock });
    return { warehouse, migrator };
  });

  const openBus = once(async () => {
    const { kafka } = config();
    if (kafka === undefined) {
      const local = createLocalBus({ maxBufferBytes: busBufferBytes, log: log() });
      lifecycle().add('bus', () => local.close());
      return local;
    }
    const clientId = `milepost-${invocation().application}`;
    const made = createKafkaBus({ ...kafka, clientId, log: log(), onCrash: () => process.exit(1) });
    lifecycle().add('bus', () => made.close());
    return made;
  });

  const bus = once(async () => {
    const made = await openBus();
    try {
      await made.check();
    } catch (thrown) {
      throw describeKafkaFault(thrown, config().kafka?.brokers ?? []);
    }
    return made;
  });

  const suppressions = once(async () => {
    const { dataDir, erasureSecret } = config();
    const key = await openErasureKey(dataDir, erasureSecret);
    return createSuppressions({}, { warehouse: await world.warehouse(), clock, key });
  });

  const loader = once(async () => {
    const deps = { warehouse: await world.warehouse(), clock, log: log(), metrics: metrics() };
    const own = { bus: await bus(), suppressions: await suppressions(), loaderId: createLoaderId() };
    const made = createLoader({}, { ...deps, ...own });
    await made.start();
    lifecycle().add('loader', () => made.close());
    return made;
  });

  const scheduler = once(async () => {
    const { kafka, dataDir } = config();
    const leadership =
      kafka === undefined
        ? createLocalLeadership({ dataDir, log: log() })
        : createKafkaLeadership({
            ...kafka,
            clientId: `milepost-scheduler-${randomUUID()}`,
            log: log(),
          });
    lifecycle().add('leadership', () => leadership.close());
    const made = startScheduler(usualTimes, {
      pipelines: await world.pipelines(),
      closeBooks: async (signal) => (await reports()).books.closeDue(signal),
      leadership,
      clock,
      log: log(),
      metrics: metrics(),
    });
    lifecycle().add('scheduler', () => made.close());
  });

  const verifier = once(async (): Promise<Verifier> => {
    const { issuer } = config();
    if (issuer === undefined) return (await world.issuer()).verifier;
    return createIssuerVerifier({ issuer: issuer.url, audience: issuer.audience, log: log() });
  });

  async function sharedParts(roles: readonly RoleName[]): Promise<SharedParts> {
    await world.pipelines();
    // Without Kafka the bus lives where the collector and the loader do. Readers go on while a broker is down.
    const hasBus = config().kafka !== undefined || roles.includes('loader');
    const needsBus = roles.includes('collector') || roles.includes('loader');
    return {
      warehouse: await world.warehouse(),
      suppressions: await suppressions(),
      reports: await reports(),
      bus: needsBus ? await bus() : undefined,
      pending: async () =>
        hasBus ? (await openBus()).pending('loader', ['events', 'reservations.changes']) : [],
      verifier: await verifier(),
      clock,
      log: log(),
      metrics: metrics(),
    };
  }

  const reports = once(async () => {
    const objects = createFilesystemObjects(config().dataDir);
    const isErased = async (travelerId: string) => (await suppressions()).hasTraveler(travelerId);
    const made = createReports({ warehouse: await world.warehouse(), clock, log: log(), objects, isErased });
    lifecycle().add('reports', () => made.close());
    return made;
  });

  const world: World = {
    get config() {
      return config();
    },
    get log() {
      return log();
    },
    get output() {
      return output();
    },
    clock,
    progress: createProgress(process.stderr, () => performance.now()),
    migrator: async () => (await connected()).migrator,
    warehouse: once(async () => {
      const { warehouse, migrator } = await connected();
      // An own engine follows the code.
      const mayChange = config().clickhouseUrl === undefined || invocation().isService;
      await (mayChange ? migrator.migrate() : requireSchema(migrator));
      return warehouse;
    }),
    intake: once(async () => {
      if (config().kafka === undefined) await loader();
      const findReservationOwners = createReservationOwners(await world.warehouse());
      return createIntake({ bus: await bus(), clock, log: log(), metrics: metrics(), findReservationOwners });
    }),
    issuer: once(async () => {
      if (config().issuer === undefined) return createDevelopmentIssuer(config().dataDir, clock);
      throw new MilepostError(
        'issuer_foreign',
        `Tokens come from ${config().issuer?.url ?? ''} here; unset AUTH_ISSUER and AUTH_AUDIENCE to use the development issuer`,
      );
    }),
    pipelines: once(async () => {
      const warehouse = await world.warehouse();
      const pipelines = createPipelines({ warehouse, clock, log: log(), newRunId: () => randomUUID() });
      await pipelines.ensureModels();
      return pipelines;
    }),
    serve: async (roles) => {
      const parts = await sharedParts(roles);
      const server = createHttpServer({ log: log(), clock });
      if (roles.includes('loader')) await loader();
      if (roles.includes('scheduler')) await scheduler();
      if (roles.includes('collector'))
        await server.register(collector, toCollectorOptions({ ...parts, bus: await bus() }));
      if (roles.includes('api')) await server.register(dashboards, await toDashboardsDeps(parts, world));
      else addHealthRoutes(server, toApiDeps(parts));
      lifecycle().add('server', () => server.close());
      return listen(server, config());
    },
    untilSignal: () => Promise.withResolvers<never>().promise,
    reports,
    suppressions,
    databases: once(async () => {
      const url = await warehouseUrl();
      const connectTo = memoBy((name: string) => connect(withDatabase(url, name), 24 * 3_600_000));
      return { own: databaseOf(url), connect: connectTo };
    }),
    holdDataDirectory: async () => {
      const leadership = createLocalLeadership({ dataDir: config().dataDir, log: log() });
      lifecycle().add('leadership', () => leadership.close());
      requireLeading(leadership, config().dataDir);
    },
    erasures: once(async () => {
      const deps = { warehouse: await world.warehouse(), pipelines: await world.pipelines(), clock };
      const books = (await reports()).travelerBooks;
      return createErasures({}, { ...deps, bus: await bus(), suppressions: await suppressions(), books });
    }),
  };
  const output = memo(() => createOutput(invocation().isJson, (content) => process.stdout.write(content)));
  return { world, lifecycle };
}

async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('milepost');
  let application = 'cli';
  let config: Config | undefined;
  const { world, lifecycle } = createWorld(() => {
    config ??= parseConfig(readEnvironment(process.env, process.cwd()));
    const isJson = program.opts<{ json?: boolean }>().json === true;
    return { config, application, isService: services.has(application), isJson };
  });
  addCommands(program, world);
  program.hook('preAction', (_, action) => {
    let command = action;
    while (command.parent !== null && command.parent !== program) command = command.parent;
    application = command.name();
    // A service that was told to end has done well; a command that was cut off has not.
    const interrupted = services.has(application) ? 0 : 130;
    onSignals(process, lifecycle(), (code) => process.exit(code === 0 ? interrupted : code));
  });
  try {
    await program.parseAsync([...argv]);
    return (await lifecycle().close()) ? 0 : 1;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode;
    world.progress.end();
    const isDebug = config?.logLevel === 'debug' || config?.logLevel === 'trace';
    process.stderr.write(`milepost: ${describeFault(thrown, isDebug)}\n`);
    if (config !== undefined) await lifecycle().close();
    return 1;
  }
}

// Whoever reads the answer may have enough of it: `milepost vendors list | head`.
process.stdout.on('error', (thrown: Error) => process.exit(codeOf(thrown) === 'EPIPE' ? 0 : 1));
const exitCode = await main(process.argv);
process.stdout.write('', () => process.exit(exitCode));
