import type { FastifyRequest } from 'fastify';
import { toInstant } from '../../infra/clock.ts';
import { Problem } from '../../infra/http/problem.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import type { Verifier } from '../../infra/auth/verifier.ts';
import { createFieldReader } from '../change-fields.ts';
import type { ChangeReason, Fault } from '../fault.ts';
import { isStorable, parseInstant } from '../instant.ts';
import { isAbsent, type JsonObject } from '../json.ts';
import { readBody } from './body.ts';
import { requireSource } from './source-token.ts';
import type { Answer } from './tracking.ts';

const maxBodyBytes = 32 * 1024;

/** What is known of a traveler from `validFrom` on; '' where it is not known. */
export interface TravelerProfile {
  travelerId: string;
  /** Instant; '': since ever. */
  validFrom: string;
  /** Alpha-2. */
  homeCountry: string;
  homeCity: string;
  /** IATA code. */
  homeAirport: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timezone: string;
  /** BCP 47 tag. */
  locale: string;
}

export interface TravelersDeps {
  verifier: Verifier;
  /** Resolves when the profile is stored. */
  putTraveler: (profile: TravelerProfile) => Promise<void>;
}

/**
 * Adds `PUT /v1/travelers/{id}`. Nothing ties a traveler to a vendor or affiliate, so a token that is limited to
 * some may not write profiles.
 */
export function addTravelers(server: HttpServer, deps: TravelersDeps): void {
  const put = async (request: FastifyRequest<{ Params: { id: string } }>): Promise<Answer> => {
    const identity = await requireSource(request, deps.verifier);
    if (identity.vendorIds !== undefined || identity.affiliateIds !== undefined) {
      const detail = 'The token is limited to some vendors or affiliates; profiles need one without limits';
      throw new Problem(403, 'not_allowed', detail);
    }
    const body = await readBody(request.body, maxBodyBytes);
    await deps.putTraveler(readProfile({ ...body.value, id: request.params.id }));
    return { success: true };
  };
  server.route({ method: 'PUT', url: '/v1/travelers/:id', bodyLimit: maxBodyBytes, handler: put });
}

function readProfile(value: JsonObject): TravelerProfile {
  const faults: Fault<ChangeReason>[] = [];
  const reader = createFieldReader(value, '', faults);
  const profile = {
    travelerId: reader.text('id', { isRequired: true }),
    validFrom: readValidFrom(value, faults),
    homeCountry: reader.country('homeCountry'),
    homeCity: reader.text('homeCity'),
    homeAirport: reader.airport('homeAirport'),
    currency: reader.currency('currency'),
    timezone: isAbsent(value['timezone']) ? '' : reader.timezone('timezone'),
    locale: readLocale(reader.text('locale'), faults),
  };
  if (faults.length === 0) return profile;
  const errors = faults.map(({ message }) => {
    const [field = '', ...rest] = message.split(': ');
    return { field, message: rest.join(': ') };
  });
  throw new Problem(400, 'invalid_profile', faults.map(({ message }) => message).join('; '), { errors });
}

/** A date counts from its start in UTC. */
function readValidFrom(value: JsonObject, faults: Fault<ChangeReason>[]): string {
  const found = value['validFrom'] ?? '';
  if (typeof found !== 'string') {
    faults.push({ code: 'invalid_field', message: 'validFrom: must be a string, a date or an instant' });
    return '';
  }
  const given = found.trim();
  if (given === '') return '';
  const epochMs = parseInstant(/^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T00:00:00Z` : given);
  if (epochMs !== undefined && isStorable(epochMs)) return toInstant(epochMs);
  const message = `validFrom: "${given.slice(0, 60)}" is neither a date nor an instant, from 1970 to 2105`;
  faults.push({ code: 'invalid_field', message });
  return '';
}

function readLocale(tag: string, faults: Fault<ChangeReason>[]): string {
  if (tag === '') return '';
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? '';
  } catch {
    faults.push({ code: 'invalid_field', message: `locale: "${tag}" is not a language tag such as pt-PT` });
    return '';
  }
}
