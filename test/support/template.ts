import { randomUUID } from 'node:crypto';
import { createSilentLog } from '../../infra/log.ts';
import { createPipelines } from '../../pipelines/pipelines.ts';
import { createWarehouse, type Warehouse } from '../../warehouse/client.ts';
import { createMigrator } from '../../warehouse/migrate.ts';

interface TableRow {
  name: string;
  create: string;
  isView: boolean;
  rows: number;
}

/** The name of the migrated database without rows of tests, which {@link copyTemplate} copies. */
const template = 't_template';

/** Migrates the template and makes the models' tables in it, once for a run: it takes a second, a copy a fifth. */
export async function createTemplate(engineUrl: string): Promise<void> {
  const log = createSilentLog();
  const open = (database: string): Warehouse =>
    createWarehouse({ url: new URL(`/${database}`, engineUrl).href, application: 'test', log });
  const [admin, warehouse] = [open('default'), open(template)];
  try {
    await createMigrator({ warehouse, admin, database: template, log }).migrate();
    await createPipelines({ warehouse, clock: { now: Date.now }, log, newRunId: randomUUID }).ensureModels();
  } finally {
    await Promise.all([warehouse.close(), admin.close()]);
  }
}

/** Makes a database like the template, with what its migrations wrote. */
export async function copyTemplate(admin: Warehouse, database: string): Promise<void> {
  const command = (sql: string): Promise<void> => admin.command(sql, { name: 'copy', params: { database } });
  await command('create database {database:Identifier} engine = Atomic');
  const tables = await admin.query<TableRow>(
    `select name, create_table_query as create, engine = 'View' as isView, coalesce(total_rows, 0) as rows
     from system.tables where database = {template:String}`,
    { name: 'copy', params: { template } },
  );
  const create = ({ create: sql }: TableRow): Promise<void> => command(sql.replaceAll(template, database));
  await Promise.all(tables.filter(({ isView }) => !isView).map(create));
  await Promise.all([
    ...tables.filter(({ isView }) => isView).map(create),
    ...tables
      .filter(({ rows }) => rows > 0)
      .map(({ name }) => command(`insert into ${database}.${name} select * from ${template}.${name}`)),
  ]);
}
