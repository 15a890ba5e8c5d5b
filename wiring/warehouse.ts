import type { Databases } from '../cli/world.ts';
import { refuseUnfinished } from '../warehouse/backup/unfinished.ts';
import { createWarehouse, type Warehouse } from '../warehouse/client.ts';
import { attachEngine } from '../warehouse/local/attach.ts';
import { databaseOf, withDatabase } from '../warehouse/migrate-database.ts';
import { createMigrator, type Migrator } from '../warehouse/migrate.ts';
import { withAirports } from '../warehouse/reference/airports.ts';
import { memoBy, once } from './once.ts';
import type { ProcessParts } from './process.ts';
import { requireSchema } from './require-schema.ts';
import { describeWarehouseFault } from './warehouse-fault.ts';

const dayMs = 24 * 3_600_000;

/** The warehouse of a process: the server that the environment names, or the data directory's own engine. */
export interface WarehouseParts {
  /** The warehouse with its schema in force. */
  warehouse: () => Promise<Warehouse>;
  /** The warehouse, which need not have a schema yet. */
  migrator: () => Promise<Migrator>;
  databases: () => Promise<Databases>;
}

/** Creates what connects to the warehouse when it is first asked for. */
export function createWarehouseParts({ invocation, clock, log, lifecycle }: ProcessParts): WarehouseParts {
  const config = () => invocation().config;

  const warehouseUrl = once(async () => {
    const { clickhouseUrl, dataDir } = config();
    if (clickhouseUrl !== undefined) return clickhouseUrl;
    const engine = await attachEngine({ dataDir, log: log() });
    lifecycle().add('engine', () => engine.close());
    return engine.url;
  });

  function connect(url: string, timeoutMs?: number): Warehouse {
    const { application } = invocation();
    const client = createWarehouse({ url, application, log: log(), ...(timeoutMs && { timeoutMs }) });
    lifecycle().add('warehouse', () => client.close());
    return client;
  }

  const connected = once(async () => {
    await refuseUnfinished(config().dataDir);
    const url = await warehouseUrl();
    const admin = connect(withDatabase(url, 'default'));
    try {
      await admin.ping();
    } catch (thrown) {
      throw config().clickhouseUrl === undefined ? thrown : describeWarehouseFault(thrown, url);
    }
    const warehouse = connect(url);
    const schema = createMigrator({ warehouse, admin, database: databaseOf(url), log: log() });
    return { warehouse, migrator: withAirports(schema, { warehouse, clock }) };
  });

  return {
    warehouse: once(async () => {
      const { warehouse, migrator } = await connected();
      // An own engine follows the code.
      const mayChange = config().clickhouseUrl === undefined || invocation().isService;
      await (mayChange ? migrator.migrate() : requireSchema(migrator));
      return warehouse;
    }),
    migrator: async () => (await connected()).migrator,
    databases: once(async () => {
      const url = await warehouseUrl();
      const connectTo = memoBy((name: string) => connect(withDatabase(url, name), dayMs));
      return { own: databaseOf(url), connect: connectTo };
    }),
  };
}
