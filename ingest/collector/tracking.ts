import type { FastifyRequest } from 'fastify';
import type { HttpServer } from '../../infra/http/server.ts';
import { Problem } from '../../infra/http/problem.ts';
import type { EventType } from '../event.ts';
import type { Intake, Rejected } from '../intake.ts';
import { isObject, textIn } from '../json.ts';
import { listItems, type RawItem } from '../payload.ts';
import { readBody, type Body } from './body.ts';
import { allowAnyOrigin, answerPreflight } from './cors.ts';
import { authenticate, type FindWriteKey } from './write-key.ts';

const maxBodyBytes = 500 * 1024;

/** The paths of one event each, and the type that each gives to it. */
const eventPaths: Readonly<Record<string, EventType>> = {
  '/v1/track': 'track',
  '/v1/t': 'track',
  '/v1/identify': 'identify',
  '/v1/i': 'identify',
  '/v1/page': 'page',
  '/v1/p': 'page',
  '/v1/screen': 'screen',
  '/v1/s': 'screen',
  '/v1/group': 'group',
  '/v1/g': 'group',
  '/v1/alias': 'alias',
  '/v1/a': 'alias',
};
const batchPaths = ['/v1/batch', '/v1/b', '/v1/import', '/b'];

/** What the sender is told; `rejected` only where there is any. */
export interface Answer {
  success: true;
  rejected?: Rejected[];
}

/** Adds the Segment protocol's routes. A `200` means that all of it is durable. */
export function addTracking(server: HttpServer, intake: Intake, findWriteKey: FindWriteKey): void {
  allowAnyOrigin(server);
  const add = (path: string, handle: (request: FastifyRequest) => Promise<Answer>): void => {
    answerPreflight(server, path);
    server.post(path, { bodyLimit: maxBodyBytes }, handle);
  };

  /** parse > authenticate > validate > strip > publish; the last three are the intake's. */
  const collect = async (request: FastifyRequest, type: EventType | undefined): Promise<Answer> => {
    const body = await readBody(request.body, maxBodyBytes);
    const items = type === undefined ? batchItems(body) : [body];
    const tenant = await authenticate(request, body.value, items, findWriteKey);
    const rejected = await intake.submitEvents({
      affiliateId: tenant.affiliateId,
      origin: 'http',
      items,
      sentAt: sentAtOf(request, body),
      type,
      context: type === undefined && isObject(body.value['context']) ? body.value['context'] : undefined,
      writeKey: tenant.eventWriteKey,
    });
    return toAnswer(rejected);
  };

  for (const [path, type] of Object.entries(eventPaths)) add(path, (request) => collect(request, type));
  for (const path of batchPaths) add(path, (request) => collect(request, undefined));
  // Metrics of the SDKs about themselves.
  add('/v1/m', () => Promise.resolve({ success: true }));
}

/** Makes the answer that event and reservation routes share. */
export function toAnswer(rejected: Rejected[]): Answer {
  return rejected.length === 0 ? { success: true } : { success: true, rejected };
}

function batchItems(body: Body): RawItem[] {
  const items = listItems(body.text, body.value, 'batch');
  if (items !== undefined) return items;
  throw new Problem(400, 'invalid_body', 'batch: is required, a list of events', {
    errors: [{ field: 'batch', message: 'is required, a list of events' }],
  });
}

/** RudderStack's browser SDK says it in a header. */
function sentAtOf(request: FastifyRequest, body: Body): string | undefined {
  const header = request.headers['sentat'];
  return textIn(body.value, 'sentAt') || (typeof header === 'string' ? header : undefined);
}
