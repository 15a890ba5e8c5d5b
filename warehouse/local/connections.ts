import type { Chdb, ChdbConnection } from './chdb.ts';
import { exceptionOf, readException } from './exception.ts';
import { literal, quotedName } from './literal.ts';
import type { EngineRequest } from './request.ts';

/** A connection made ready for one request. */
export interface Prepared {
  connection: ChdbConnection;
  /** Gives it back: closes it, or clears a session of what the request alone had set. */
  release(): Promise<void>;
}

export interface Connections {
  /** @throws EngineException when a setting, a database or the session is refused */
  prepare(request: EngineRequest, changesDatabase: boolean): Promise<Prepared>;
}

interface HttpSession {
  connection: ChdbConnection;
  busy: boolean;
  /** Parameters that earlier requests brought along; the engine cannot forget them, so uses are refused. */
  stale: Set<string>;
  expiry: NodeJS.Timeout | undefined;
}

/** As on a server, and room for what the transport adds; the values of parameters do not count there. */
const maxQuerySize = { statement: 262_144 + 4_096, setup: 256 * 1024 * 1024 };

/** A statement of the engine's costs as much with one assignment as with twenty. */
function setupOf(request: EngineRequest, database: string | undefined): string {
  const lines = database === undefined ? [] : [`use ${quotedName(database)}`];
  const assignments = [...request.parameters].map(([name, value]) => `param_${name} = ${literal(value)}`);
  if (assignments.length > 0) {
    lines.push(`set max_query_size = ${maxQuerySize.setup}`);
    assignments.push(`max_query_size = ${maxQuerySize.statement}`);
  }
  const readonly = request.settings.get('readonly');
  for (const [name, value] of request.settings)
    if (name !== 'readonly') assignments.push(`${name} = ${literal(value)}`);
  if (assignments.length > 0) lines.push(`set ${assignments.join(', ')}`);
  // Last, because nothing can be set behind it.
  if (readonly !== undefined) lines.push(`set readonly = ${literal(readonly)}`);
  return lines.join(';\n');
}

async function textOf(connection: ChdbConnection, sql: string): Promise<string> {
  return Buffer.from((await connection.run(sql, 'JSONCompactEachRow')).bytes).toString('utf8');
}

/** What brings a session back to how the request found it. */
async function restoring(
  connection: ChdbConnection,
  request: EngineRequest,
  keepsDatabase: boolean,
): Promise<string> {
  const lines: string[] = [];
  if (keepsDatabase && request.database !== undefined) {
    const name: unknown = JSON.parse(await textOf(connection, 'select currentDatabase()'));
    lines.push(`use ${quotedName(String(Array.isArray(name) ? name[0] : 'default'))}`);
  }
  const names = [...request.settings.keys()];
  if (names.length > 0) {
    const rows = await textOf(
      connection,
      `select name, value, changed from system.settings where name in (${names.map(literal).join(', ')})`,
    );
    for (const line of rows.split('\n').filter((row) => row !== '')) {
      const row: unknown = JSON.parse(line);
      if (!Array.isArray(row)) continue;
      lines.push(`set ${String(row[0])} = ${Number(row[2]) === 1 ? literal(String(row[1])) : 'default'}`);
    }
  }
  return lines.join(';\n');
}

/**
 * Hands out connections: a new one a request, so that nothing leaks from one to the next, and a kept one
 * a session. A session serves one request at a time and ends when it is idle for its timeout.
 */
export function createConnections(chdb: Chdb, defaultDatabase: string): Connections {
  const sessions = new Map<string, HttpSession>();
  const end = (id: string): void => {
    const session = sessions.get(id);
    if (session === undefined) return;
    clearTimeout(session.expiry);
    sessions.delete(id);
    session.connection.close();
  };

  const prepareSession = async (
    request: EngineRequest,
    wanted: NonNullable<EngineRequest['session']>,
    changesDatabase: boolean,
  ): Promise<Prepared> => {
    let session = sessions.get(wanted.id);
    if (session?.busy === true) {
      throw exceptionOf(373, 'SESSION_IS_LOCKED', `Session ${wanted.id} is locked by a concurrent client.`);
    }
    let fresh = false;
    if (session === undefined) {
      if (wanted.check) throw exceptionOf(372, 'SESSION_NOT_FOUND', `Session ${wanted.id} not found.`);
      session = { connection: chdb.connect(), busy: true, stale: new Set(), expiry: undefined };
      sessions.set(wanted.id, session);
      fresh = true;
    }
    const held = session;
    held.busy = true;
    clearTimeout(held.expiry);
    const { connection } = held;
    const missing = [...held.stale].find(
      (name) => !request.parameters.has(name) && new RegExp(`\\{\\s*${name}\\s*:`).test(request.query),
    );
    let restore = '';
    const release = async (): Promise<void> => {
      for (const name of request.parameters.keys()) held.stale.add(name);
      if (restore !== '') await connection.run(restore, 'Null').catch(() => {});
      held.busy = false;
      if (wanted.close) end(wanted.id);
      else held.expiry = setTimeout(() => end(wanted.id), wanted.timeoutSeconds * 1000).unref();
    };
    if (missing !== undefined) {
      await release();
      throw exceptionOf(456, 'UNKNOWN_QUERY_PARAMETER', `Substitution \`${missing}\` is not set.`);
    }
    try {
      if (fresh) await connection.run(`use ${quotedName(defaultDatabase)}`, 'Null');
      restore = await restoring(connection, request, !changesDatabase);
      // readonly could not be taken back from a connection: the caller holds it for sessions.
      const settings = new Map([...request.settings].filter(([name]) => name !== 'readonly'));
      const setup = setupOf({ ...request, settings }, request.database);
      if (setup !== '') await connection.run(setup, 'Null');
      return { connection, release };
    } catch (error) {
      await release();
      throw readException(error);
    }
  };

  return {
    async prepare(request, changesDatabase) {
      if (request.session !== undefined) return prepareSession(request, request.session, changesDatabase);
      const connection = chdb.connect();
      try {
        await connection.run(setupOf(request, request.database ?? defaultDatabase), 'Null');
      } catch (error) {
        connection.close();
        throw readException(error);
      }
      return { connection, release: () => Promise.resolve(connection.close()) };
    },
  };
}
