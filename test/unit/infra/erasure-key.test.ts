import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createErasureKey, openErasureKey } from '../../../infra/erasure-key.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'milepost-key-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('the key is kept, private to its owner, and one even when processes make it at once', async () => {
  const keys = await Promise.all([1, 2, 3, 4].map(() => openErasureKey(directory)));
  const later = await openErasureKey(directory);
  for (const key of keys) expect(key.hash('acme', 'phone')).toBe(later.hash('acme', 'phone'));
  expect(await readdir(join(directory, 'keys'))).toEqual(['erasure.key']);
  expect((await stat(join(directory, 'keys/erasure.key'))).mode & 0o777).toBe(0o600);
});

test('a secret of the environment takes its place', async () => {
  const secret = 'x'.repeat(32);
  const [key, same] = [await openErasureKey(directory, secret), createErasureKey(secret)];
  expect([key.id, key.hash('a')]).toEqual([same.id, same.hash('a')]);
  expect(await readdir(directory)).toEqual([]);
});

test('parts are told apart, and keys', () => {
  const key = createErasureKey('one');
  expect(key.hash('a', 'bc')).not.toBe(key.hash('ab', 'c'));
  expect(key.hash('a')).not.toBe(createErasureKey('two').hash('a'));
  expect(key.id).not.toBe(createErasureKey('two').id);
});
