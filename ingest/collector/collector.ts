import type { Bus } from '../../infra/bus/bus.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Log } from '../../infra/log.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Verifier } from '../../infra/auth/verifier.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import { createIntake } from '../intake.ts';
import type { FindReservationOwners } from '../reservation-owners.ts';
import { addReservations } from './reservations.ts';
import { addSettings } from './settings.ts';
import { addTracking } from './tracking.ts';
import { addTravelers, type TravelerProfile } from './travelers.ts';
import type { FindWriteKey } from './write-key.ts';

export interface CollectorOptions {
  bus: Bus;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  verifier: Verifier;
  findWriteKey: FindWriteKey;
  findReservationOwners: FindReservationOwners;
  putTraveler: (profile: TravelerProfile) => Promise<void>;
  /** Makes a UUID, in time order; default: version 7. */
  newReceiptId?: () => string;
}

/**
 * The HTTP edge: takes events by write key and reservation changes by source token to the bus, and answers only
 * when they are durable.
 *
 * @example await server.register(collector, { bus, clock, log, metrics, verifier, findWriteKey, findReservationOwners, putTraveler });
 */
export default async function collector(server: HttpServer, options: CollectorOptions): Promise<void> {
  const { verifier, findWriteKey, putTraveler } = options;
  const intake = createIntake(options);
  // SDKs label JSON as text, as a form, as nothing that is a media type or not at all.
  server.addHook('onRequest', async ({ headers }) => {
    headers['content-type'] = 'application/json';
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  await server.register(async (part: HttpServer) => addTracking(part, intake, findWriteKey));
  await server.register(async (part: HttpServer) => addSettings(part, findWriteKey));
  addReservations(server, intake, verifier);
  addTravelers(server, { verifier, putTraveler });
}
