import { mkdir, writeFile } from 'node:fs/promises';
import type { Log } from '../../infra/log.ts';
import { openChdb } from './chdb.ts';
import { createConnections } from './connections.ts';
import { placesIn } from './engine-file.ts';
import { createGate } from './gate.ts';
import { createPipes } from './pipes.ts';
import { createQueries, type Queries } from './queries.ts';

export interface EngineOptions {
  dataDir: string;
  /** What the engine may use in all; a query gets a quarter, and spills to disk at half of that. */
  memoryBytes: number;
  queriesAtOnce: number;
  queriesWaiting: number;
}

export interface Engine {
  queries: Queries;
  version: string;
  timezone: string;
}

/** The database that clients of the local engine work in; chDB's own `default` is no Atomic one. */
const database = 'milepost';

/**
 * Server settings that can be given in no other way. An acknowledged insert is on the disk; files of rows that were erased
 * are gone soon, where a table at rest would keep them for five minutes.
 */
const config = `<clickhouse>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
    <cleanup_delay_period>10</cleanup_delay_period>
    <max_cleanup_delay_period>20</max_cleanup_delay_period>
    <cleanup_delay_period_random_add>0</cleanup_delay_period_random_add>
  </merge_tree>
</clickhouse>
`;

/**
 * Opens chDB on the data directory and makes it ready for queries.
 *
 * @throws when the library cannot be loaded, or the directory cannot be written or is held by another process
 */
export async function openEngine(options: EngineOptions, log: Log): Promise<Engine> {
  const places = placesIn(options.dataDir);
  await mkdir(places.folder, { recursive: true, mode: 0o700 });
  await writeFile(places.config, config, { mode: 0o600 });
  const perQuery = Math.floor(options.memoryBytes / 4);
  const spillAt = Math.floor(perQuery / 2);
  const chdb = openChdb(places.store, [
    `--config-file=${places.config}`,
    `--max_server_memory_usage=${options.memoryBytes}`,
    `--max_memory_usage=${perQuery}`,
    `--max_bytes_before_external_group_by=${spillAt}`,
    `--max_bytes_before_external_sort=${spillAt}`,
    '--implicit_select=0',
    '--async_insert=0',
  ]);
  // Only behind the engine's lock: the pipes of a running engine must not be taken from it.
  const pipes = await createPipes(places.pipes, 64);
  const connection = chdb.connect();
  await connection.run(`create database if not exists ${database} engine = Atomic`, 'Null');
  const { bytes } = await connection.run('select version(), timezone()', 'JSONCompactEachRow');
  connection.close();
  const row: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  const [version, timezone] = Array.isArray(row) ? row.map(String) : [];
  const connections = createConnections(chdb, database);
  const gate = createGate(options.queriesAtOnce, options.queriesWaiting);
  return {
    queries: createQueries({ chdb, connections, pipes, gate, log }),
    version: version ?? '',
    timezone: timezone ?? 'UTC',
  };
}
