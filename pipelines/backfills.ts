import { randomUUID } from 'node:crypto';
import type { Clock } from '../infra/clock.ts';
import { MilepostError } from '../infra/errors.ts';
import type { Warehouse } from '../warehouse/client.ts';
import type { Catalog } from './catalog.ts';

/** Which slices to build again. */
export interface BackfillOrder {
  model: string;
  /** ISO instants: slices that overlap `[from, to)`. */
  from: string;
  to: string;
  /** Also the slices of later models that read them. */
  downstream: boolean;
  newestFirst: boolean;
}

/** A backfill with how far it is. */
export interface Backfill extends BackfillOrder {
  id: string;
  state: 'started' | 'done' | 'cancelled' | 'failed';
  /** Who works on it: the process of the command, or the scheduler. */
  origin: 'command' | 'api';
  /** What was published after this instant is done. */
  since: string;
  changedAt: string;
  done: number;
  /** 0 until it is known. */
  total: number;
  message: string;
}

/** The book of backfills. */
export interface Backfills {
  /**
   * Writes a new backfill down, or returns the one of the same model, range and reach that has not come to its end: it goes
   * on where it stopped.
   *
   * @throws {MilepostError} `model_unknown`, `backfill_invalid` for a range that is none.
   */
  open(order: BackfillOrder, origin: Backfill['origin']): Promise<Backfill>;
  find(id: string): Promise<Backfill | undefined>;
  /** The newest first. */
  list(limit: number): Promise<Backfill[]>;
  record(backfill: Backfill): Promise<void>;
  /** Has whoever works on it stop and withdraw the run under way; false where it is unknown or has ended. */
  cancel(id: string): Promise<boolean>;
}

const listSql = `
select
  toString(backfill_id) as id, last.1 as state, last.2 as model, last.3 as from, last.4 as to, last.5 as downstream,
  last.6 as newestFirst, last.7 as origin, last.8 as since, last.9 as changedAt, last.10 as done, last.11 as total,
  last.12 as message
from (
  select
    backfill_id,
    argMax(
      (
        state, model, from_at, to_at, downstream, newest_first, origin, since, recorded_at, slices_done, slices_total,
        message
      ),
      state
    ) as last
  from backfills final
  where {id:String} = '' or toString(backfill_id) = {id:String}
  group by backfill_id
)
order by changedAt desc, id
limit {limit:UInt32}`;

const latestSql = 'select max(published_at) as latest from published';

/** Creates the book over a migrated warehouse. */
export function createBackfills(deps: { warehouse: Warehouse; clock: Clock; catalog: Catalog }): Backfills {
  const { warehouse, clock, catalog } = deps;
  const read = (id: string, limit: number) =>
    warehouse.query<Backfill>(listSql, { name: 'backfills', params: { id, limit } });
  const record = (backfill: Backfill) =>
    warehouse.insert('backfills', [toRow(backfill, new Date(clock.now()).toISOString())], {
      name: 'backfill',
    });

  return {
    async open(order, origin) {
      catalog.get(order.model);
      if (!(Date.parse(order.from) < Date.parse(order.to))) {
        throw new MilepostError(
          'backfill_invalid',
          `${order.from} to ${order.to} is no range: from is before to`,
        );
      }
      const same = (await read('', 1_000)).find(
        (each) =>
          each.model === order.model &&
          Date.parse(each.from) === Date.parse(order.from) &&
          Date.parse(each.to) === Date.parse(order.to) &&
          each.downstream === order.downstream,
      );
      if (same?.state === 'started') return { ...same, newestFirst: order.newestFirst };
      // One that failed or was cancelled goes on as a new one that knows what the old one has done.
      const since = same === undefined || same.state === 'done' ? await latestPublished() : same.since;
      const opened: Backfill = {
        ...order,
        id: randomUUID(),
        state: 'started',
        origin,
        since,
        changedAt: since,
        done: 0,
        total: 0,
        message: '',
      };
      await record(opened);
      return opened;
    },
    find: async (id) => (await read(id, 1)).at(0),
    list: (limit) => read('', limit),
    record,
    async cancel(id) {
      const [known] = await read(id, 1);
      if (known?.state !== 'started') return false;
      await record({ ...known, state: 'cancelled' });
      return true;
    },
  };

  /** Not this process's time alone: another one's clock may go ahead. */
  async function latestPublished(): Promise<string> {
    const [row] = await warehouse.query<{ latest: string }>(latestSql, { name: 'backfill-since' });
    const now = new Date(clock.now()).toISOString();
    return row !== undefined && row.latest > now ? row.latest : now;
  }
}

function toRow(backfill: Backfill, recordedAt: string) {
  return {
    backfill_id: backfill.id,
    state: backfill.state,
    model: backfill.model,
    from_at: new Date(backfill.from).toISOString(),
    to_at: new Date(backfill.to).toISOString(),
    downstream: backfill.downstream,
    newest_first: backfill.newestFirst,
    origin: backfill.origin,
    since: backfill.since,
    recorded_at: recordedAt,
    slices_done: backfill.done,
    slices_total: backfill.total,
    message: backfill.message,
  };
}
