import { readFileSync } from 'node:fs';
import type { Bus } from '../../infra/bus/bus.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { schemaVersion } from '../envelope.ts';
import type { ChangeRow } from './rows.ts';

/** The version of a reservation that is its state now. */
interface Winner {
  reservationId: string;
  version: number;
  bodyHash: string;
  bookedDate: string;
}

export interface States {
  /**
   * Publishes the winning state of every reservation that the rows change, as the warehouse has it now: the
   * highest version, of two bodies under one version the least hash. Call it when the rows are stored.
   * Returns the booking dates (`YYYY-MM-DD`) of all versions of these reservations.
   */
  publish(rows: readonly ChangeRow[]): Promise<string[]>;
  /** Publishes the winning states of these reservations again; of one whose person was erased, that it is gone. */
  republish(reservationIds: readonly string[]): Promise<void>;
}

const idsPerQuery = 5_000;

export function createStates({
  bus,
  warehouse,
}: {
  bus: Pick<Bus, 'publish'>;
  warehouse: Warehouse;
}): States {
  const selectWinners = readFileSync(new URL('./select-winners.sql', import.meta.url), 'utf8');
  const selectPayloads = readFileSync(new URL('./select-payloads.sql', import.meta.url), 'utf8');

  async function findWinners(ids: readonly string[], dates: Set<string>): Promise<Winner[]> {
    const rows = await warehouse.query<{
      reservation_id: string;
      winner: [number, string, string];
      booked_dates: string[];
    }>(selectWinners, { name: 'select-winners', params: { ids } });
    for (const row of rows) for (const date of row.booked_dates) dates.add(date);
    return rows.map(({ reservation_id: reservationId, winner: [version, bodyHash, bookedDate] }) => ({
      reservationId,
      version,
      bodyHash,
      bookedDate,
    }));
  }

  /** Bodies of winners that came in an earlier batch. */
  async function readPayloads(winners: readonly Winner[]): Promise<Map<string, string>> {
    if (winners.length === 0) return new Map();
    const rows = await warehouse.query<{ reservation_id: string; payload: string }>(selectPayloads, {
      name: 'select-payloads',
      params: {
        ids: winners.map((winner) => winner.reservationId),
        versions: winners.map((winner) => winner.version),
        hashes: winners.map((winner) => winner.bodyHash),
        dates: [...new Set(winners.map((winner) => winner.bookedDate))],
      },
    });
    return new Map(rows.map((row) => [row.reservation_id, row.payload]));
  }

  async function publishWinners(
    ids: readonly string[],
    here: ReadonlyMap<string, string>,
  ): Promise<Set<string>> {
    const dates = new Set<string>();
    for (let at = 0; at < ids.length; at += idsPerQuery) {
      const winners = await findWinners(ids.slice(at, at + idsPerQuery), dates);
      const isHere = (winner: Winner): boolean => here.has(keyOfWinner(winner));
      const earlier = await readPayloads(winners.filter((winner) => !isHere(winner)));
      await bus.publish(
        winners.flatMap((winner) => {
          const payload = here.get(keyOfWinner(winner)) ?? earlier.get(winner.reservationId);
          if (payload === undefined) return [];
          const headers = { schemaVersion, bodyHash: winner.bodyHash };
          // Nothing is told of a reservation whose person was erased: whoever keeps the topic drops it.
          const value = payload === '' ? null : Buffer.from(payload);
          return [{ topic: 'reservations.state' as const, key: winner.reservationId, value, headers }];
        }),
      );
    }
    return dates;
  }

  return {
    async publish(rows) {
      const ids = [...new Set(rows.map((row) => row.reservation_id))];
      const here = new Map(
        rows.map((row) => [keyOf(row.reservation_id, row.version, row.body_hash), row.payload]),
      );
      return [...(await publishWinners(ids, here))].toSorted();
    },
    async republish(reservationIds) {
      await publishWinners(reservationIds, new Map());
    },
  };
}

function keyOfWinner({ reservationId, version, bodyHash }: Winner): string {
  return keyOf(reservationId, version, bodyHash);
}

function keyOf(reservationId: string, version: number, bodyHash: string): string {
  return `${version} ${bodyHash} ${reservationId}`;
}
