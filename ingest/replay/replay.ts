import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Bus, BusMessage } from '../../infra/bus/bus.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { encodeEnvelope, schemaVersion } from '../envelope.ts';
import { eventTypes, type Origin } from '../event.ts';
import { isObject } from '../json.ts';
import { bodyHash } from '../loader/hashes.ts';

/** What a replay has sent, or would send. */
export interface Replayed {
  events: number;
  changes: number;
  /** Changes that erased persons were taken out of: what is left is no longer what came, and stays as it is. */
  anonymous: number;
}

export interface Replay {
  /** Counts what would be sent, at most, of what was received in `[from, to)`, both instants. */
  count(range: ReplayRange): Promise<Replayed>;
  /**
   * Sends what was received in a range once more, under the receipts that it has, the way that everything comes in.
   * Resolves when all of it is durable. No number changes by it; killed or repeated, neither.
   *
   * @throws {MilepostError} `bus_overloaded`, `bus_unavailable` (both retryable): run it again.
   */
  send(range: ReplayRange, onSent?: (sent: number) => void): Promise<Replayed>;
}

export interface ReplayRange {
  from: string;
  to: string;
}

interface EventLine {
  receiptId: string;
  receivedAt: string;
  affiliateId: string;
  origin: Origin;
  sentAt: string | null;
  type: string;
  key: string;
  payload: string;
}

interface ChangeLine {
  receiptId: string;
  receivedAt: string;
  key: string;
  bodyHash: string;
  payload: string;
}

/** Messages of one publish. */
const atOnce = 2_000;

/** Creates what loads raw rows again. A day that rows are placed in is one read. */
export function createReplay({
  warehouse,
  bus,
}: {
  warehouse: Warehouse;
  bus: Pick<Bus, 'publish'>;
}): Replay {
  const countSql = read('./count-rows.sql');
  const sources = [
    {
      days: read('./select-event-days.sql'),
      rows: read('./select-events.sql'),
      toMessage: (line: string) => toEventMessage(JSON.parse(line)),
    },
    {
      days: read('./select-change-days.sql'),
      rows: read('./select-changes.sql'),
      toMessage: (line: string) => toChangeMessage(JSON.parse(line)),
    },
  ];

  async function count(range: ReplayRange): Promise<Replayed> {
    const [row] = await warehouse.query<Replayed>(countSql, {
      name: 'replay-count',
      params: toParams(range),
    });
    return row ?? { events: 0, changes: 0, anonymous: 0 };
  }

  return {
    count,
    async send(range, onSent = () => undefined) {
      const counted = await count(range);
      let sent = 0;
      let changed = 0;
      const publish = async (messages: BusMessage[]): Promise<void> => {
        if (messages.length === 0) return;
        await bus.publish(messages);
        sent += messages.length;
        onSent(sent);
      };
      for (const { days, rows, toMessage } of sources) {
        const params = toParams(range);
        const found = await warehouse.query<{ day: string }>(days, { name: 'replay-days', params });
        for (const { day } of found) {
          const stream = await warehouse.stream(rows, 'JSONEachRow', {
            name: 'replay-rows',
            params: { ...params, day },
          });
          let messages: BusMessage[] = [];
          for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
            if (line === '') continue;
            const message = toMessage(line);
            if (message === undefined) changed += 1;
            else messages.push(message);
            if (messages.length < atOnce) continue;
            await publish(messages);
            messages = [];
          }
          await publish(messages);
        }
      }
      return {
        ...counted,
        changes: counted.changes - changed,
        anonymous: counted.anonymous + changed,
      };
    },
  };
}

function toEventMessage(row: EventLine): BusMessage {
  const { receiptId, receivedAt, affiliateId, origin, sentAt, key, payload } = row;
  const type = eventTypes.find((each) => each === row.type);
  const value = encodeEnvelope({
    receivedAt,
    affiliateId,
    origin,
    ...(sentAt === null ? {} : { sentAt }),
    ...(type === undefined ? {} : { type }),
    items: [{ receiptId, payload }],
  });
  return { topic: 'events', key, value, headers: { schemaVersion } };
}

/** Undefined for a change that is not as it came: under another hash it would be another body of its version. */
function toChangeMessage(row: ChangeLine): BusMessage | undefined {
  const { receiptId, receivedAt, key, payload } = row;
  const json: unknown = JSON.parse(payload);
  if (!isObject(json) || bodyHash(json) !== row.bodyHash) return undefined;
  const envelope = {
    receivedAt,
    affiliateId: '',
    origin: 'import' as const,
    items: [{ receiptId, payload }],
  };
  return { topic: 'reservations.changes', key, value: encodeEnvelope(envelope), headers: { schemaVersion } };
}

function toParams({ from, to }: ReplayRange) {
  return { from: new Date(from), to: new Date(to) };
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
