import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { openSource } from '../../../../cli/import/source.ts';

async function write(content: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'milepost-source-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'file');
  await writeFile(path, content);
  return path;
}

async function readAll(content: string | Buffer) {
  const source = await openSource(await write(content));
  const records = await Array.fromAsync(source.records);
  return { format: source.format, values: records.map((each) => each.value) };
}

const csv = 'a,b\n1,"x, y"\n2,\n';
const ndjson = '{"a":1}\n\n{"a":2}\r\nnot json\n';
const rows = [
  { a: '1', b: 'x, y' },
  { a: '2', b: '' },
];

test.each([
  ['CSV', csv, 'csv', rows],
  ['CSV with a byte order mark', `\uFEFF${csv}`, 'csv', rows],
  ['gzipped CSV', gzipSync(csv), 'csv', rows],
  ['NDJSON, with a line that is none', ndjson, 'ndjson', [{ a: 1 }, { a: 2 }, undefined]],
  ['gzipped NDJSON', gzipSync(ndjson), 'ndjson', [{ a: 1 }, { a: 2 }, undefined]],
  ['an empty file', '', 'csv', []],
])('reads %s', async (_, content, format, values) => {
  await expect(readAll(content)).resolves.toEqual({ format, values });
});

test('numbers records from 1 and tells how far it is', async () => {
  const path = await write(csv.repeat(1));
  const source = await openSource(path);
  const records = await Array.fromAsync(source.records);
  expect(records.map((each) => each.number)).toEqual([1, 2]);
  expect(source.readBytes()).toBe(source.sizeBytes);
});

test.each([
  ['a file that is not there', '/nowhere/file.csv', /there is no such file/],
  ['a folder', tmpdir(), /cannot be read/],
])('says what is wrong with %s', async (_, path, message) => {
  await expect(openSource(path).then((source) => Array.fromAsync(source.records))).rejects.toThrow(message);
});

test('says where a gzip file is cut off', async () => {
  const path = await write(gzipSync(csv.repeat(50_000)).subarray(0, 200));
  await expect(openSource(path).then((source) => Array.fromAsync(source.records))).rejects.toMatchObject({
    code: 'file_unreadable',
  });
});
