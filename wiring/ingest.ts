import type { Pending } from '../infra/bus/bus.ts';
import { openErasureKey } from '../infra/erasure-key.ts';
import { createIntake, type Intake } from '../ingest/intake.ts';
import { createLoader, createLoaderId, type Loader } from '../ingest/loader/loader.ts';
import { createReplay, type Replay } from '../ingest/replay/replay.ts';
import { createReservationOwners } from '../ingest/reservation-owners.ts';
import { createSuppressions, type Suppressions } from '../warehouse/repositories/suppressions.ts';
import type { BusParts } from './bus.ts';
import { once } from './once.ts';
import type { ProcessParts } from './process.ts';
import type { WarehouseParts } from './warehouse.ts';

/** The way into the warehouse. */
export interface IngestParts {
  /** Whom nothing may bring back. */
  suppressions: () => Promise<Suppressions>;
  /** A loader, at work. */
  loader: () => Promise<Loader>;
  /** The way in: through Kafka, or in this process to the warehouse. */
  intake: () => Promise<Intake>;
  /** What loads raw rows again. */
  replay: () => Promise<Replay>;
  /** What the loader has still to take. */
  pending: () => Promise<Pending[]>;
}

/** Creates what takes data in, each part when it is first asked for. */
export function createIngestParts(parts: ProcessParts & WarehouseParts & BusParts): IngestParts {
  const { invocation, clock, log, metrics, lifecycle, warehouse, bus } = parts;
  const suppressions = once(async () => {
    const { dataDir, erasureSecret } = invocation().config;
    const key = await openErasureKey(dataDir, erasureSecret);
    return createSuppressions({}, { warehouse: await warehouse(), clock, key });
  });
  const loader = once(async () => {
    const deps = {
      bus: await bus(),
      warehouse: await warehouse(),
      clock,
      log: log(),
      metrics: metrics(),
      suppressions: await suppressions(),
    };
    const made = createLoader({}, { ...deps, loaderId: createLoaderId() });
    await made.start();
    lifecycle().add('loader', () => made.close());
    return made;
  });
  return {
    suppressions,
    loader,
    intake: once(async () => {
      if (invocation().config.kafka === undefined) await loader();
      const findReservationOwners = createReservationOwners(await warehouse());
      return createIntake({ bus: await bus(), clock, log: log(), metrics: metrics(), findReservationOwners });
    }),
    replay: once(async () => {
      if (invocation().config.kafka === undefined) await loader();
      return createReplay({ warehouse: await warehouse(), bus: await bus() });
    }),
    pending: async () => (await bus()).pending('loader', ['events', 'reservations.changes']),
  };
}
