import { randomUUID } from 'node:crypto';
import type { Leadership } from '../infra/bus/leadership.ts';
import { createLocalLeadership } from '../infra/bus/local-leadership.ts';
import { createPipelines, type Pipelines } from '../pipelines/pipelines.ts';
import { startScheduler, usualTimes } from '../pipelines/scheduler.ts';
import { createErasures, type Erasures } from '../privacy/erasure/erasures.ts';
import { createRetention, type Retention } from '../privacy/retention/retention.ts';
import type { Reports } from '../reports/reports.ts';
import type { BusParts } from './bus.ts';
import { requireLeading } from './hold-data-directory.ts';
import type { IngestParts } from './ingest.ts';
import { openObjects } from './objects.ts';
import { once } from './once.ts';
import type { ProcessParts } from './process.ts';
import type { WarehouseParts } from './warehouse.ts';

/** What makes numbers of rows, keeps them, and takes persons out of them. */
export interface NumberParts {
  /** The pipelines, whose tables and views are there. */
  pipelines: () => Promise<Pipelines>;
  reports: () => Promise<Reports>;
  erasures: () => Promise<Erasures>;
  retention: () => Promise<Retention>;
  /** Starts the scheduler. */
  scheduler: () => Promise<void>;
  /** @throws {MilepostError} `data_directory_busy` when a scheduler is at work. */
  holdDataDirectory: () => Promise<void>;
}

/** Creates what works on the warehouse's rows, each part when it is first asked for. */
export function createNumberParts(
  parts: ProcessParts & WarehouseParts & BusParts & IngestParts,
): NumberParts {
  const { invocation, clock, log, metrics, lifecycle, warehouse, bus, suppressions } = parts;

  async function openLeadership(): Promise<Leadership> {
    const { kafka, dataDir } = invocation().config;
    const clientId = `milepost-scheduler-${randomUUID()}`;
    const open = async (): Promise<Leadership> => {
      if (kafka === undefined) return createLocalLeadership({ dataDir, log: log() });
      const { createKafkaLeadership } = await import('../infra/bus/kafka-leadership.ts');
      return createKafkaLeadership({ ...kafka, clientId, log: log() });
    };
    const made = await open();
    lifecycle().add('leadership', () => made.close());
    return made;
  }

  const pipelines = once(async () => {
    const deps = { warehouse: await warehouse(), clock, log: log(), newRunId: () => randomUUID() };
    const made = createPipelines(deps);
    await made.ensureModels();
    return made;
  });
  const reports = once(async () => {
    const { createReports } = await import('../reports/reports.ts');
    const objects = openObjects(parts);
    const isErased = async (travelerId: string) => (await suppressions()).hasTraveler(travelerId);
    const made = createReports({ warehouse: await warehouse(), clock, log: log(), objects, isErased });
    lifecycle().add('reports', () => made.close());
    return made;
  });
  const retention = once(async () =>
    createRetention({ warehouse: await warehouse(), pipelines: await pipelines(), clock, log: log() }),
  );
  return {
    pipelines,
    reports,
    retention,
    erasures: once(async () => {
      const deps = { warehouse: await warehouse(), pipelines: await pipelines(), clock };
      const books = (await reports()).travelerBooks;
      return createErasures({}, { ...deps, bus: await bus(), suppressions: await suppressions(), books });
    }),
    scheduler: once(async () => {
      const made = startScheduler(usualTimes, {
        leadership: await openLeadership(),
        pipelines: await pipelines(),
        closeBooks: async (signal) => (await reports()).books.closeDue(signal),
        expireRows: async () => (await retention()).apply(),
        clock,
        log: log(),
        metrics: metrics(),
      });
      lifecycle().add('scheduler', () => made.close());
    }),
    holdDataDirectory: async () => {
      const { dataDir } = invocation().config;
      const leadership = createLocalLeadership({ dataDir, log: log() });
      lifecycle().add('leadership', () => leadership.close());
      requireLeading(leadership, dataDir);
    },
  };
}
