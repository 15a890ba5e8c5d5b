import { toInstant, type Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';

/** What was received and could not be stored. */
export interface DeadLetter {
  receiptId: string;
  receivedAt: string;
  affiliateId: string;
  kind: 'event' | 'change';
  /** The reason's code, as the sender was told it. */
  reason: string;
  /** The reason in words, naming the field and the fix. */
  message: string;
  /** The bytes as they came, less addresses, at most 32 KB. */
  payload: string;
  /** When it was sent in again; null where it was not. */
  replayedAt: string | null;
}

export interface DeadLetterFilter {
  affiliateId?: string;
  reason?: string;
  /** Also those that were replayed. Default: only those that were not. */
  isReplayedToo?: boolean;
  /** Most letters, the latest first. */
  limit: number;
}

export interface DeadLetters {
  list(filter: DeadLetterFilter): Promise<DeadLetter[]>;
  /** @throws {MilepostError} `dead_letter_unknown`. */
  get(receiptId: string): Promise<DeadLetter>;
  /** Those of these that were not sent in again, in any order. */
  find(receiptIds: readonly string[]): Promise<DeadLetter[]>;
  /** Records that letters were sent in again; they stay, marked. */
  markReplayed(receiptIds: readonly string[]): Promise<void>;
}

const columns = `toString(receipt_id) as receiptId, received_at as receivedAt, affiliate_id as affiliateId, kind, reason,
  message, payload, replayed_at as replayedAt`;

const listSql = `
select ${columns}
from dead_letters final
where ({affiliateId:String} = '' or affiliate_id = {affiliateId:String})
  and ({reason:String} = '' or reason = {reason:String})
  and ({isReplayedToo:Bool} or replayed_at is null)
order by received_at desc, receipt_id
limit {limit:UInt32}`;

const getSql = `
select ${columns}
from dead_letters final
where toString(receipt_id) = {receiptId:String}`;

const findSql = `
select ${columns}
from dead_letters final
where toString(receipt_id) in {receiptIds:Array(String)} and replayed_at is null`;

const markSql = `
insert into dead_letters (received_at, receipt_id, affiliate_id, batch_id, kind, reason, message, payload, replayed_at)
select received_at, receipt_id, affiliate_id, batch_id, kind, reason, message, payload,
  parseDateTime64BestEffort({replayedAt:String}, 3, 'UTC')
from dead_letters final
where toString(receipt_id) in {receiptIds:Array(String)}`;

/** Creates the repository of dead letters; the loader writes them. */
export function createDeadLetters({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): DeadLetters {
  return {
    list: ({ affiliateId = '', reason = '', isReplayedToo = false, limit }) =>
      warehouse.query<DeadLetter>(listSql, {
        name: 'dead-letters-list',
        params: { affiliateId, reason, isReplayedToo, limit },
      }),
    async get(receiptId) {
      const [letter] = await warehouse.query<DeadLetter>(getSql, {
        name: 'dead-letter',
        params: { receiptId },
      });
      if (letter !== undefined) return letter;
      throw new MilepostError(
        'dead_letter_unknown',
        `There is no dead letter ${receiptId}; \`milepost dead-letters list\` shows them`,
      );
    },
    find: (receiptIds) =>
      warehouse.query<DeadLetter>(findSql, {
        name: 'dead-letters-find',
        params: { receiptIds: [...receiptIds] },
      }),
    markReplayed: (receiptIds) =>
      warehouse.command(markSql, {
        name: 'dead-letters-replayed',
        params: { receiptIds: [...receiptIds], replayedAt: toInstant(clock.now()) },
      }),
  };
}
