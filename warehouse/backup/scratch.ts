import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { codeOf } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';

type Purpose = 'backup' | 'restored' | 'replaced';

const databasesSql = `select name from system.databases where startsWith(name, {prefix:String})`;

/** Names a database that this process needs for a while. */
export function scratchName(database: string, purpose: Purpose, pid = process.pid): string {
  return `${database}_${purpose}_${host()}_${pid}`;
}

const tablesSql = `select count() as tables from system.tables where database = {database:String}`;

/**
 * Ends what a restore of this machine was killed in: where the database has been moved aside and nothing has taken its
 * name, it gets that back; where the restored one has it, the one before goes.
 */
export async function settleReplaced(
  deps: { admin: Warehouse; connect: (database: string) => Warehouse },
  database: string,
): Promise<void> {
  const prefix = `${database}_replaced_${host()}_`;
  const found = await deps.admin.query<{ name: string }>(databasesSql, {
    name: 'restore-replaced',
    params: { prefix },
  });
  for (const { name } of found) {
    if (isRunning(Number(name.slice(prefix.length)))) continue;
    const [own] = await deps.admin.query<{ tables: number }>(tablesSql, {
      name: 'restore-replaced',
      params: { database },
    });
    const drop = (each: string) =>
      deps.admin.command('drop database if exists {name:Identifier}', {
        name: 'restore-drop',
        params: { name: each },
      });
    if ((own?.tables ?? 0) > 0) {
      await drop(name);
      continue;
    }
    await drop(database);
    await deps.connect(name).command('rename database {from:Identifier} to {to:Identifier}', {
      name: 'restore-rename',
      params: { from: name, to: database },
    });
  }
}

/** Drops what backups and restores of this machine left behind when they were killed. */
export async function dropLeftovers(admin: Warehouse, database: string): Promise<void> {
  for (const purpose of ['backup', 'restored'] as const) {
    const prefix = `${database}_${purpose}_${host()}_`;
    const found = await admin.query<{ name: string }>(databasesSql, {
      name: 'backup-leftovers',
      params: { prefix },
    });
    for (const { name } of found) {
      if (isRunning(Number(name.slice(prefix.length)))) continue;
      await admin.command('drop database if exists {name:Identifier}', {
        name: 'backup-drop',
        params: { name },
      });
    }
  }
}

function host(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

/** Whether another process of this machine has the number. */
export function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) !== 'ESRCH';
  }
}
