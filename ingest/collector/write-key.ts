import type { FastifyRequest } from 'fastify';
import { Problem } from '../../infra/http/problem.ts';
import { isObject, textIn, type JsonObject } from '../json.ts';
import type { RawItem } from '../payload.ts';

/** Finds the affiliate of a write key; undefined: there is no such key, or it was revoked. */
export type FindWriteKey = (key: string) => Promise<{ affiliateId: string } | undefined>;

/** Who a request's events belong to. */
export interface Tenant {
  affiliateId: string;
  /** The key, where only the events have it: then each has to have the same one. */
  eventWriteKey: string | undefined;
}

/**
 * Authenticates a request by its write key: the Basic user, `?writeKey=`, the body's, else the first that an event
 * names.
 *
 * @throws {Problem} 401 `unknown_write_key`
 */
export async function authenticate(
  request: FastifyRequest,
  body: JsonObject,
  items: readonly RawItem[],
  findWriteKey: FindWriteKey,
): Promise<Tenant> {
  const ofRequest = basicUser(request.headers.authorization) || queryKey(request) || textIn(body, 'writeKey');
  const key = ofRequest || firstKey(items);
  const found = key === '' ? undefined : await findWriteKey(key);
  if (found === undefined) {
    const detail = key === '' ? 'There is no write key' : 'This write key is not known';
    throw new Problem(401, 'unknown_write_key', `${detail}; send one as Basic user or as writeKey`);
  }
  return { affiliateId: found.affiliateId, eventWriteKey: ofRequest === '' ? key : undefined };
}

/** Returns the key of `?writeKey=`, else ''. */
export function queryKey(request: FastifyRequest): string {
  return isObject(request.query) ? textIn(request.query, 'writeKey') : '';
}

/** Returns the user of a Basic authorization, else ''. */
export function basicUser(header: string | undefined): string {
  const found = /^Basic\s+([\w+/=-]+)\s*$/i.exec(header ?? '');
  if (found === null) return '';
  const [user = ''] = Buffer.from(found[1] ?? '', 'base64')
    .toString()
    .split(':');
  return user;
}

function firstKey(items: readonly RawItem[]): string {
  for (const { value } of items) {
    const key = isObject(value) ? textIn(value, 'writeKey') : '';
    if (key !== '') return key;
  }
  return '';
}
