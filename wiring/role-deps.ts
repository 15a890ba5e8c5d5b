import { join } from 'node:path';
import type { ApiDeps } from '../dashboards/api/deps.ts';
import type { DashboardsDeps } from '../dashboards/dashboards.ts';
import { isLoopback } from '../dashboards/session/loopback.ts';
import type { Verifier } from '../infra/auth/verifier.ts';
import type { Bus, Pending } from '../infra/bus/bus.ts';
import type { Clock } from '../infra/clock.ts';
import type { Log } from '../infra/log.ts';
import type { Metrics } from '../infra/metrics.ts';
import type { CollectorOptions } from '../ingest/collector/collector.ts';
import { createReservationOwners } from '../ingest/reservation-owners.ts';
import type { Intake } from '../ingest/intake.ts';
import type { Reports } from '../reports/reports.ts';
import type { Warehouse } from '../warehouse/client.ts';
import { createAccounting } from '../warehouse/repositories/accounting.ts';
import type { Suppressions } from '../warehouse/repositories/suppressions.ts';
import { createTravelers } from '../warehouse/repositories/travelers.ts';
import { createWriteKeys } from '../warehouse/repositories/write-keys.ts';
import type { World } from '../cli/world.ts';

/** What the roles of a process share. */
export interface SharedParts {
  warehouse: Warehouse;
  suppressions: Suppressions;
  reports: Reports;
  /** Absent in a process whose roles neither publish nor consume. */
  bus: Bus | undefined;
  /** What the loader has still to take. */
  pending: () => Promise<Pending[]>;
  /** The way in, opened when it is first wanted. */
  intake: () => Promise<Intake>;
  verifier: Verifier;
  clock: Clock;
  log: Log;
  metrics: Metrics;
}

/** Returns what the collector needs. */
export function toCollectorOptions(parts: SharedParts & { bus: Bus }): CollectorOptions {
  const { bus, verifier, clock, log, metrics } = parts;
  const keys = createWriteKeys({}, parts);
  const travelers = createTravelers(parts);
  return {
    bus,
    clock,
    log,
    metrics,
    verifier,
    findWriteKey: (key) => keys.find(key),
    findReservationOwners: createReservationOwners(parts.warehouse),
    putTraveler: (profile) => travelers.put([profile]),
  };
}

/** Returns what the API, or the health routes of another role, need. */
export function toApiDeps(parts: SharedParts): ApiDeps {
  const { warehouse, bus, pending, intake, verifier, clock, log, metrics } = parts;
  return {
    warehouse,
    verifier,
    clock,
    log,
    metrics,
    checks: [
      { name: 'warehouse', check: () => warehouse.ping() },
      ...(bus === undefined ? [] : [{ name: 'bus', check: () => bus.check() }]),
    ],
    vendorReports: parts.reports.vendors,
    travelerReports: parts.reports.travelers,
    printer: parts.reports.printer,
    tableFiles: parts.reports.tableFiles,
    prints: parts.reports.prints,
    accounting: createAccounting(warehouse),
    pending,
    intake,
  };
}

/**
 * Returns what the API and the pages need. The development issuer lets people in without a password where only this
 * machine is listened to, or where the environment says so.
 */
export async function toDashboardsDeps(
  parts: SharedParts,
  world: Pick<World, 'config' | 'issuer'>,
): Promise<DashboardsDeps> {
  const { warehouse, verifier, clock } = parts;
  const { issuer: provider, host, isDemoSignIn } = world.config;
  const isOpen = provider === undefined && (isDemoSignIn || isLoopback(host));
  const issuer = isOpen ? await world.issuer() : undefined;
  const openDoor =
    issuer === undefined ? undefined : { sign: issuer.sign.bind(issuer), isAnyHost: isDemoSignIn };
  const bundleDir = join(import.meta.dirname, '../dashboards/web/dist');
  return { api: toApiDeps(parts), pages: { warehouse, verifier, clock, openDoor, bundleDir } };
}
