import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createFilesystemObjects } from '../../../../infra/objects/filesystem.ts';

const bytes = (text: string) => Buffer.from(text);

function open() {
  const directory = mkdtempSync(join(tmpdir(), 'milepost-objects-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return { directory, objects: createFilesystemObjects(join(directory, 'made', 'late')) };
}

test('gives back what was put, in place of what was there, and leaves nothing unfinished', async () => {
  const { directory, objects } = open();
  expect(await objects.get('books/a.json')).toBeUndefined();
  expect(await objects.list('books/')).toEqual([]);
  await objects.put('books/a.json', bytes('one'));
  await objects.put('books/a.json', bytes('two'));
  await objects.put('books/b/c.parquet', bytes('three'));
  expect(await objects.get('books/a.json')).toEqual(bytes('two'));
  expect(await objects.list('books/')).toEqual(['books/a.json', 'books/b/c.parquet']);
  expect(await objects.list('books/a')).toEqual(['books/a.json']);
  expect(await readdir(join(directory, 'made', 'late', '.unfinished'))).toEqual([]);
  const path = await objects.localFile('books/b/c.parquet');
  expect(await readFile(path ?? '', 'utf8')).toBe('three');
  await objects.delete('books/a.json');
  await objects.delete('books/a.json');
  expect(await objects.list('')).toEqual(['books/b/c.parquet']);
});

test('of many that put something where nothing is, one does', async () => {
  const { objects } = open();
  const writers = Array.from({ length: 20 }, (_, index) => `writer ${index}`);
  const stored = await Promise.all(writers.map((each) => objects.putIfAbsent('v1.json', bytes(each))));
  expect(stored.filter(Boolean)).toHaveLength(1);
  expect(String(await objects.get('v1.json'))).toBe(writers[stored.indexOf(true)]);
});

test.each(['../outside', 'a/../../b', '/etc/passwd', 'a//b', '', '.hidden', 'a b', 'a\\b'])(
  'takes no key that could lead elsewhere: %j',
  async (key) => {
    const { objects } = open();
    await expect(objects.put(key, bytes('x'))).rejects.toMatchObject({ code: 'object_key_invalid' });
    await expect(objects.get(key)).rejects.toMatchObject({ code: 'object_key_invalid' });
  },
);
