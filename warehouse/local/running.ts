import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../infra/log.ts';
import type { Chdb, ChdbConnection, ChdbResult } from './chdb.ts';
import { exceptionOf } from './exception.ts';
import { literal } from './literal.ts';
import type { EngineRequest } from './request.ts';
import { tokensOf } from './tokens.ts';

/**
 * The statements under way. chDB gives each an id of its own and takes none, so a statement's connection has a
 * marker in a setting that changes nothing, by which it is found among the engine's processes. (A comment would be
 * lost where a statement has parameters: the engine then shows its text as it has put it together again.)
 */
export interface Running {
  /** Returns the marker of a new statement, or undefined when its id is in use. */
  enter(queryId: string): string | undefined;
  leave(queryId: string): void;
  /** Runs a statement's work; when the signal aborts, the engine is told to stop it. */
  guard(marker: string, signal: AbortSignal, work: () => Promise<ChdbResult>): Promise<ChdbResult>;
  /** Tells the engine to stop a statement, until it has found it or `ended` says that there is none any more. */
  stop(marker: string, ended: () => boolean): Promise<void>;
  /**
   * Rewrites a KILL QUERY: the ids that clients know become the engine's, and it never waits for the end
   * (KILL QUERY ... SYNC hangs in chDB 3.4.0).
   */
  translate(kill: string): Promise<string>;
}

const pauseMs = { first: 5, longest: 500 };

/** Labels entries of a query cache, which nobody has here. */
const markerSetting = 'query_cache_tag';

/** Returns the request whose statement bears the marker. */
export function marked(request: EngineRequest, marker: string): EngineRequest {
  return { ...request, settings: new Map([...request.settings, [markerSetting, marker]]) };
}

/** The statement with this marker. */
function condition(marker: string): string {
  return `Settings['${markerSetting}'] = ${literal(marker)}`;
}

export function createRunning(chdb: Chdb, log: Log): Running {
  const markers = new Map<string, string>();

  const stop = async (marker: string, ended: () => boolean): Promise<void> => {
    const connection = chdb.connect();
    try {
      for (let pause = pauseMs.first; !ended(); pause = Math.min(pause * 2, pauseMs.longest)) {
        const sql = `kill query where ${condition(marker)} async`;
        const { bytes } = await connection.run(sql, 'TabSeparated');
        if (bytes.length > 0) return;
        await wait(pause);
      }
    } catch (error) {
      log.warn({ err: error }, 'a statement could not be stopped');
    } finally {
      connection.close();
    }
  };

  const engineIds = async (connection: ChdbConnection): Promise<Map<string, string>> => {
    const ids = new Map<string, string>();
    for (const [queryId, marker] of markers) {
      const sql = `select query_id from system.processes where ${condition(marker)}`;
      const { bytes } = await connection.run(sql, 'TabSeparatedRaw');
      const id = Buffer.from(bytes).toString('utf8').trim();
      if (id !== '') ids.set(literal(queryId), literal(id));
    }
    return ids;
  };

  return {
    enter(queryId) {
      if (markers.has(queryId)) return undefined;
      const marker = `milepost ${randomUUID()}`;
      markers.set(queryId, marker);
      return marker;
    },
    leave: (queryId) => void markers.delete(queryId),
    stop,
    async guard(marker, signal, work) {
      if (signal.aborted) throw exceptionOf(394, 'QUERY_WAS_CANCELLED', 'Query was cancelled.');
      let ended = false;
      const onAbort = (): void => void stop(marker, () => ended);
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        return await work();
      } finally {
        ended = true;
        signal.removeEventListener('abort', onAbort);
      }
    },
    async translate(kill) {
      const connection = chdb.connect();
      const ids = await engineIds(connection).finally(() => connection.close());
      let text = '';
      let from = 0;
      for (const token of tokensOf(kill)) {
        const isSync = token.kind === 'word' && token.text === 'SYNC' && token.depth === 0;
        const replacement = token.kind === 'string' ? ids.get(token.text) : isSync ? 'ASYNC' : undefined;
        if (replacement === undefined) continue;
        text += kill.slice(from, token.start) + replacement;
        from = token.end;
      }
      return text + kill.slice(from);
    },
  };
}
