import type { Verifier } from '../../infra/auth/verifier.ts';
import type { Pending } from '../../infra/bus/bus.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Log } from '../../infra/log.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Intake } from '../../ingest/intake.ts';
import type { Prints } from '../../reports/books/prints.ts';
import type { TableFiles } from '../../reports/files/table-files.ts';
import type { Printer } from '../../reports/printer.ts';
import type { TravelerReports } from '../../reports/traveler/reader.ts';
import type { VendorReports } from '../../reports/vendor/reader.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { Accounting } from '../../warehouse/repositories/accounting.ts';
import type { LiveConfig } from './live.ts';

/** Something that has to work for the process to be ready. */
export interface HealthCheck {
  /** As `/readyz` names it, e.g. `warehouse`. */
  name: string;
  /** Rejects while it does not work. */
  check(): Promise<void>;
}

/** What the API is given. */
export interface ApiDeps {
  warehouse: Warehouse;
  verifier: Verifier;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  checks: readonly HealthCheck[];
  vendorReports: VendorReports;
  travelerReports: TravelerReports;
  printer: Printer;
  tableFiles: TableFiles;
  prints: Prints;
  accounting: Accounting;
  /** Messages that the loader has still to take, by topic. */
  pending(): Promise<readonly Pending[]>;
  /** The way in, for what is sent in again. Rejects where this process has none. */
  intake(): Promise<Pick<Intake, 'submitEvents' | 'submitChanges'>>;
  /** Other bounds of live streams. */
  live?: Partial<LiveConfig>;
}
