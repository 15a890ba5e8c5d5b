import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEnvironment, runMilepost } from './run-milepost.ts';

describe('help', () => {
  test.each([
    [['--help'], 'import [options] <file>'],
    [['affiliates', '--help'], 'rates'],
    [['affiliates', 'rates', 'set', '--help'], '--vendor <id>'],
    [['import', '--help'], '"hotel-bookings"'],
    [['start', '--help'], '--demo'],
    [['help', 'token'], '--role <role>'],
  ])('%j works without an environment that does', async (args, part) => {
    const { code, stdout } = await runMilepost(args, { PORT: 'x' });
    expect(stdout).toContain(part);
    expect(code).toBe(0);
  });
});

describe('what is wrong with a command is said in a sentence, with the way out', () => {
  test.each([
    [['afiliates'], /unknown command 'afiliates'\n\(Did you mean affiliates\?\)/],
    [['affiliates', 'lst'], /unknown command 'lst'\n\(Did you mean (list|set)/],
    [['migrate', '--pln'], /unknown option '--pln'\n\(Did you mean --plan\?\)/],
    [['affiliates', 'add'], /missing required argument 'id'/],
    [['token'], /required option '--role <role>' not specified/],
    [['token', '--role', 'king'], /Allowed choices are affiliate, support, traveler, admin, source/],
    [['token', '--role', 'admin', '--ttl', '1w'], /Use e.g. 90s, 30m, 1h or 7d/],
    [['token', '--role', 'affiliate'], /needs --id/],
    [['import', 'x', '--as', 'prices'], /Allowed choices are/],
    [['import', 'x', '--as', 'events'], /name it with --affiliate/],
    [['import', '/nowhere/x.csv', '--as', 'fx'], /\/nowhere\/x.csv cannot be read: there is no such file/],
    [['report', 'vendor', 'h', '2016-13'], /"2016-13" is no month; use YYYY-MM/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await runMilepost(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  test('every fault of the environment is named', async () => {
    const env = { PORT: 'x', LOG_LEVEL: 'loud', CLICKHOUSE_URL: 'ftp://user:secret@host' };
    const { code, stderr } = await runMilepost(['affiliates', 'list'], env);
    expect(stderr).toMatch(/^milepost: The environment has 3 faults:\n {2}/);
    for (const name of ['PORT=x', 'LOG_LEVEL=loud', 'CLICKHOUSE_URL']) expect(stderr).toContain(name);
    expect(stderr).not.toContain('secret');
    expect(code).toBe(1);
  });

  test.each([
    [
      'a data directory that cannot be written',
      { MILEPOST_DATA: '/etc/passwd/data' },
      /data directory \/etc\/passwd\/data cannot be written .* MILEPOST_DATA/,
    ],
    [
      'a ClickHouse that does not answer',
      { CLICKHOUSE_URL: 'http://u:secret@127.0.0.1:1/x' },
      /ClickHouse at 127.0.0.1:1 does not answer .* check CLICKHOUSE_URL/,
    ],
  ])('%s', async (_, env, message) => {
    const { code, stderr } = await runMilepost(['affiliates', 'list'], env);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/secret|\n\s+at /);
    expect(code).toBe(1);
  });

  test('a wrong password', async () => {
    const { CLICKHOUSE_URL } = await createEnvironment();
    const url = new URL(CLICKHOUSE_URL);
    url.password = 'wrong';
    const { code, stderr } = await runMilepost(['migrate'], { CLICKHOUSE_URL: url.href });
    expect(stderr).toMatch(/refuses the user .* check the user and password in CLICKHOUSE_URL/);
    expect(code).toBe(1);
  });

  test('a stack is shown to who asks for it', async () => {
    const env = { MILEPOST_DATA: '/etc/passwd/data', LOG_LEVEL: 'debug' };
    const { stderr } = await runMilepost(['affiliates', 'list'], env);
    expect(stderr).toMatch(/\n\s+at .*\ncaused by: /);
  });

  test('a role of its own without Kafka', async () => {
    const { code, stderr } = await runMilepost(['loader'], await createEnvironment());
    expect(stderr).toMatch(/needs Kafka: set KAFKA_BROKERS, or run `milepost start`/);
    expect(code).toBe(1);
  });

  test('a broker that does not answer', async () => {
    const env = { ...(await createEnvironment()), KAFKA_BROKERS: '127.0.0.1:1' };
    const { code, stderr } = await runMilepost(['collector'], env);
    expect(stderr).toMatch(/Kafka at 127.0.0.1:1 does not answer .* check KAFKA_BROKERS/);
    expect(code).toBe(1);
  });
});

test('a token says who it is for and how long', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'milepost-token-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const env = { MILEPOST_DATA: dataDir };
  const { stdout } = await runMilepost(['token', '--role', 'affiliate', '--id', 'acme', '--ttl', '30m'], env);
  const claims = decodeJwt(stdout.trim());
  expect(claims).toMatchObject({ sub: 'acme', role: 'affiliate', affiliateId: 'acme' });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(1_800);
  const source = await runMilepost(['token', '--role', 'source', '--vendor', 'a', 'b', '--json'], env);
  const { token }: { token: string } = JSON.parse(source.stdout);
  expect(decodeJwt(token)).toMatchObject({ role: 'source', vendorIds: ['a', 'b'] });
});

test('tenants, keys and vendors: what was added is listed, what is wrong is not', async () => {
  const env = await createEnvironment();
  const json = async (...args: string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await runMilepost([...args, '--json'], env);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  };
  const before = await runMilepost(['affiliates', 'list'], env);
  expect(before.stderr).toMatch(/lacks 0001_create_tenants, .* run `milepost migrate` first/);
  await expect(json('migrate', '--plan')).resolves.toMatchObject({ applied: [] });
  await json('migrate');
  await expect(json('migrate', '--plan')).resolves.toMatchObject({ pending: [] });

  await json('affiliates', 'add', 'acme', '--timezone', 'Europe/Lisbon', '--commission-rate', '0.1');
  const again = await runMilepost(['affiliates', 'add', 'acme'], env);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });
  await expect(json('affiliates', 'list')).resolves.toEqual([
    {
      affiliateId: 'acme',
      name: 'acme',
      currency: 'EUR',
      timezone: 'Europe/Lisbon',
      validFrom: '1970-01-01T00:00:00.000Z',
    },
  ]);
  await expect(json('affiliates', 'rates', 'list', 'acme')).resolves.toMatchObject([{ rate: '0.1' }]);
  const wrong = await runMilepost(
    ['affiliates', 'add', 'b', '--currency', 'euro', '--timezone', 'Lisbon'],
    env,
  );
  expect(wrong.stderr).toMatch(/currency: "euro" .*\ntimezone: "Lisbon" /);
  await json('vendors', 'add', 'h1', '--type', 'hotel', '--city', 'Lisbon');
  await expect(json('vendors', 'list')).resolves.toMatchObject([{ vendorId: 'h1', city: 'Lisbon' }]);
  const key = await runMilepost(['keys', 'create', 'acme'], env);
  expect(key.stdout).toMatch(/^mp_[\w-]{32}\n$/);
  await expect(json('keys', 'list')).resolves.toMatchObject([{ writeKey: key.stdout.trim() }]);
  const table = await runMilepost(['affiliates', 'list'], env);
  expect(table.stdout).toMatch(/^affiliateId {2}name .*\nacme {9}acme /);
});

test('attributes come from files; a bad row is counted and leaves the others be', async () => {
  const env = await createEnvironment();
  await runMilepost(['migrate'], env);
  const path = join(env.MILEPOST_DATA, 'file');
  const load = async (kind: string, text: string) => {
    await writeFile(path, text);
    return runMilepost(['import', path, '--as', kind, '--json'], env);
  };
  const rates = await load(
    'fx',
    'date,currency,rate\n2026-05-01,USD,0.9\n2026-05-02,XXQ,1\n2026-05-02,USD,0.91\n',
  );
  expect(JSON.parse(rates.stdout)).toMatchObject({ read: 3, accepted: 2, reasons: { fields_invalid: 1 } });
  expect(rates.code).toBe(0);
  expect((await load('fx', 'date,currency,rate\n2026-05-02,XXQ,1\n')).code).toBe(1);
  const profile = '{"travelerId":"t1","homeCountry":"PRT"}\n{"homeCountry":"PT"}\n';
  expect(JSON.parse((await load('travelers', profile)).stdout)).toMatchObject({ accepted: 1, rejected: 1 });
  const vendor = 'vendorId,type,city\nh1,hotel,Lisbon\nh2,ship,Porto\n';
  for (const _ of [1, 2]) {
    expect(JSON.parse((await load('vendors', vendor)).stdout)).toMatchObject({ accepted: 1, rejected: 1 });
  }
  const { stdout } = await runMilepost(['vendors', 'list', '--json'], env);
  expect(JSON.parse(stdout)).toMatchObject([{ vendorId: 'h1', validFrom: '1970-01-01T00:00:00.000Z' }]);
});
