import type { DevelopmentIssuer } from '../infra/auth/development-issuer.ts';
import type { Clock } from '../infra/clock.ts';
import type { Config } from '../infra/config.ts';
import type { Log } from '../infra/log.ts';
import type { Pending } from '../infra/bus/bus.ts';
import type { Intake } from '../ingest/intake.ts';
import type { Replay } from '../ingest/replay/replay.ts';
import type { Pipelines } from '../pipelines/pipelines.ts';
import type { Erasures } from '../privacy/erasure/erasures.ts';
import type { Retention } from '../privacy/retention/retention.ts';
import type { Reports } from '../reports/reports.ts';
import type { Warehouse } from '../warehouse/client.ts';
import type { Migrator } from '../warehouse/migrate.ts';
import type { Suppressions } from '../warehouse/repositories/suppressions.ts';
import type { Output } from './output.ts';
import type { Progress } from './progress.ts';

export type RoleName = 'collector' | 'loader' | 'scheduler' | 'api';

/** The databases of a warehouse. */
export interface Databases {
  /** The name of Milepost's own. */
  own: string;
  /** A client on one, which need not be there yet; its queries may take a day. */
  connect: (name: string) => Warehouse;
}

/** What commands work with. Parts are made when they are first asked for, and closed when the command has ended. */
export interface World {
  /** @throws {MilepostError} `config_invalid` naming every fault of the environment. */
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly output: Output;
  readonly progress: Progress;
  /** The warehouse, which need not have a schema yet. */
  migrator(): Promise<Migrator>;
  /** The warehouse with its schema in force. */
  warehouse(): Promise<Warehouse>;
  /** The way in: through Kafka, or in this process to the warehouse. */
  intake(): Promise<Intake>;
  /** What loads raw rows again, the way that everything comes in. */
  replay(): Promise<Replay>;
  /** What the loader has still to take, by topic. */
  pending(): Promise<Pending[]>;
  /** @throws {MilepostError} `issuer_foreign` when tokens come from an OpenID Connect provider. */
  issuer(): Promise<DevelopmentIssuer>;
  /** The pipelines, whose tables and views are there. */
  pipelines(): Promise<Pipelines>;
  reports(): Promise<Reports>;
  /** Who was erased. */
  suppressions(): Promise<Suppressions>;
  /** The databases of the warehouse, whatever their schema, for work that takes hours. */
  databases(): Promise<Databases>;
  /**
   * Keeps schedulers of this data directory from working until the command has ended.
   *
   * @throws {MilepostError} `data_directory_busy` when one is at work.
   */
  holdDataDirectory(): Promise<void>;
  /** What erases persons. */
  erasures(): Promise<Erasures>;
  /** What deletes raw rows past their retention. */
  retention(): Promise<Retention>;
  /**
   * Runs roles in this process and returns the address of its HTTP server.
   *
   * @throws {MilepostError} whose message is what keeps it from starting, with the way out.
   */
  serve(roles: readonly RoleName[]): Promise<string>;
  /** Starts the scheduler, where `serve` was not asked to. */
  schedule(): Promise<void>;
  /** Does work that a signal ends in order: its own is aborted then, and the process ends after it. */
  work<T>(name: string, act: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Never resolves: a signal ends the process, closing what is open. */
  untilSignal(): Promise<never>;
}
