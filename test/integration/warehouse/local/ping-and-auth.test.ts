import { describe, expect, test } from 'vitest';
import { openClient, rawEngine, rowsOf } from './fixture.ts';

describe('ping', () => {
  test('answers without asking who is there', async () => {
    const { origin } = rawEngine();
    const answer = await fetch(`${origin}/ping`);
    expect([answer.status, await answer.text()]).toEqual([200, 'Ok.\n']);
  });

  test('succeeds through the official client, both ways', async () => {
    const client = openClient();
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });

  test('with a SELECT, sees a wrong password', async () => {
    const client = openClient({ password: 'wrong' });
    expect(await client.ping({ select: true })).toMatchObject({ success: false, error: { code: '516' } });
  });

  test('an unknown path is 404 with a hint', async () => {
    const answer = await fetch(`${rawEngine().origin}/nope`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('/ping');
  });
});

describe('user and password', () => {
  test.each([
    ['a wrong password', { username: 'milepost', password: 'wrong' }],
    ['an unknown user', { username: 'nobody', password: 'wrong' }],
  ])('%s is code 516', async (_reason, account) => {
    const client = openClient(account);
    await expect(client.query({ query: 'select 1' })).rejects.toMatchObject({
      code: '516',
      type: 'AUTHENTICATION_FAILED',
    });
  });

  test('one request may carry other credentials', async () => {
    const client = openClient();
    const auth = { username: 'nobody', password: 'x' };
    await expect(client.query({ query: 'select 1', auth })).rejects.toMatchObject({ code: '516' });
    expect(await rowsOf(client, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  const { origin, user, password } = rawEngine();
  test.each<[string, string, Record<string, string>, number]>([
    ['X-ClickHouse headers', '', { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password }, 200],
    ['URL parameters', `&user=${user}&password=${password}`, {}, 200],
    ['a wrong key header', '', { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': 'no' }, 403],
    ['nothing', '', {}, 403],
  ])('%s', async (_reason, search, headers, status) => {
    const answer = await fetch(`${origin}/?query=select+1${search}`, { headers });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(
      status === 200 ? /^1\n$/ : /^Code: 516\. DB::Exception: .*AUTHENTICATION_FAILED/,
    );
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe(status === 200 ? null : '516');
  });
});
