import { randomUUID } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../../warehouse/client.ts';

/** What came of an erasure; nothing in it tells who it was. */
export interface ErasureReceipt {
  id: string;
  state: 'started' | 'done';
  /** `restore`: everybody who was erased after the backup. */
  kind: 'traveler' | 'visitor' | 'restore';
  /** '' of a traveler: of every affiliate. */
  affiliateId: string;
  /** Keyed hash of the person's id; '' of a restore. */
  scopeHash: string;
  startedAt: string;
  /** Null while it is under way, or was killed. */
  finishedAt: string | null;
  /** Entries on the list of erased persons, by kind. */
  suppressed: Record<string, number>;
  tables: { table: string; rows: number; became: string }[];
  topics: { topic: string; became: string }[];
  /** Slices of models that were built again. */
  rebuiltSlices: number;
  /** `gone`, or when the engine removes the files that held the rows. */
  files: string;
}

export type ErasureHead = Pick<ErasureReceipt, 'id' | 'kind' | 'affiliateId' | 'scopeHash' | 'startedAt'>;

/** The book of erasures. */
export interface ErasureBook {
  /** Writes a new erasure down, or returns the one of the same person that has not come to its end. */
  open(who: Pick<ErasureHead, 'kind' | 'affiliateId' | 'scopeHash'>): Promise<ErasureHead>;
  close(receipt: ErasureReceipt): Promise<void>;
  /** The newest first. */
  list(): Promise<ErasureReceipt[]>;
  /** @throws {MilepostError} `erasure_unknown` */
  get(id: string): Promise<ErasureReceipt>;
}

const listSql = `
select
  toString(erasure_id) as id,
  kind,
  affiliate_id as affiliateId,
  scope_hash as scopeHash,
  started_at as startedAt,
  last.1 as state,
  last.2 as receipt
from (
  select
    erasure_id,
    any(kind) as kind,
    any(affiliate_id) as affiliate_id,
    any(scope_hash) as scope_hash,
    min(recorded_at) as started_at,
    argMax((state, receipt), state) as last
  from erasures final
  where {id:String} = '' or toString(erasure_id) = {id:String}
  group by erasure_id
)
order by startedAt desc, id
limit 10000`;

type Row = ErasureHead & { state: 'started' | 'done'; receipt: string };

/** Creates the book over a migrated warehouse. */
export function createErasureBook({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): ErasureBook {
  const read = async (id: string): Promise<ErasureReceipt[]> =>
    (await warehouse.query<Row>(listSql, { name: 'erasures', params: { id } })).map(toReceipt);
  const record = (head: ErasureHead, state: 'started' | 'done', receipt: string): Promise<void> =>
    warehouse.insert(
      'erasures',
      [
        {
          erasure_id: head.id,
          state,
          kind: head.kind,
          affiliate_id: head.affiliateId,
          scope_hash: head.scopeHash,
          recorded_at: new Date(clock.now()).toISOString(),
          receipt,
        },
      ],
      { name: 'erasure' },
    );
  return {
    async open(who) {
      const known = (await read('')).find(
        (each) => each.state === 'started' && each.scopeHash === who.scopeHash,
      );
      if (known !== undefined) return known;
      const head = { ...who, id: randomUUID(), startedAt: new Date(clock.now()).toISOString() };
      await record(head, 'started', '');
      return head;
    },
    close: (receipt) => record(receipt, 'done', JSON.stringify(receipt)),
    list: () => read(''),
    async get(id) {
      const [found] = await read(id);
      if (found !== undefined) return found;
      throw new MilepostError(
        'erasure_unknown',
        `There is no erasure ${id}; \`milepost erase list\` shows them`,
      );
    },
  };
}

function toReceipt({ receipt, ...head }: Row): ErasureReceipt {
  if (receipt !== '') {
    const whole: ErasureReceipt = JSON.parse(receipt);
    return whole;
  }
  return {
    ...head,
    finishedAt: null,
    suppressed: {},
    tables: [],
    topics: [],
    rebuiltSlices: 0,
    files: '',
  };
}
