import { Type } from 'typebox';
import { afterEach, expect, test } from 'vitest';
import { MilepostError } from '../../../../infra/errors.ts';
import { Problem } from '../../../../infra/http/problem.ts';
import { createHttpServer, type HttpServer } from '../../../../infra/http/server.ts';
import { createSilentLog } from '../../../../infra/log.ts';

let server: HttpServer | undefined;
afterEach(async () => server?.close());

function start(throwIt: () => unknown): HttpServer {
  const made = createHttpServer({ log: createSilentLog(), clock: { now: () => 0 } });
  server = made;
  const querystring = Type.Object(
    {
      by: Type.Optional(Type.Union([Type.Literal('a'), Type.Literal('b')])),
      limit: Type.Optional(Type.Integer()),
    },
    { additionalProperties: false },
  );
  made.get('/thing', { schema: { querystring } }, async () => throwIt());
  return made;
}

test('a broken inside is a 500 that says nothing but the request id', async () => {
  const app = start(() => {
    throw new Error('password=hunter2');
  });
  const answer = await app.inject({ url: '/thing', headers: { 'x-request-id': 'req-12345' } });
  expect(answer.statusCode).toBe(500);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['x-request-id']).toBe('req-12345');
  expect(answer.body).not.toContain('hunter2');
  expect(answer.json()).toMatchObject({ code: 'internal_error', requestId: 'req-12345', status: 500 });
});

test('what may pass by itself is a 503 with Retry-After', async () => {
  const app = start(() => {
    throw new MilepostError('warehouse_unavailable', 'host db1 is down', { retryable: true });
  });
  const answer = await app.inject('/thing');
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBe('5');
  expect(answer.body).not.toContain('db1');
});

test('a problem is told as it was thrown', async () => {
  const app = start(() => {
    throw new Problem(406, 'not_acceptable', 'Only JSON', { errors: [{ field: 'accept', message: 'no' }] });
  });
  const answer = await app.inject('/thing');
  expect(answer.statusCode).toBe(406);
  expect(answer.json()).toMatchObject({ title: 'Not Acceptable', errors: [{ field: 'accept' }] });
});

test.each([
  ['/thing?nope=1', 'nope'],
  ['/thing?by=c', 'by'],
  ['/thing?limit=many', 'limit'],
])('%s is a 400 that names the field', async (url, field) => {
  const answer = await start(() => 1).inject(url);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
});

test('an unknown path is a problem too', async () => {
  const answer = await start(() => 1).inject('/none');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'not_found', status: 404 });
});

test('a value that is not allowed is answered with those that are', async () => {
  const answer = await start(() => 0).inject({ url: '/thing?by=c' });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ errors: [{ field: 'by', message: 'must be one of a, b' }] });
});

test('a URL that cannot be decoded is a problem like any other', async () => {
  const app = start(() => 0);
  app.get('/things/:id', async () => 0);
  const answer = await app.inject({ url: '/things/%E0%A4%A' });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toBe('application/problem+json');
});
