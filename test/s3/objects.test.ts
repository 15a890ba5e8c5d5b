import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { parseObjectsUrl } from '../../infra/objects/objects-url.ts';
import { createS3Objects, type S3Objects } from '../../infra/objects/s3.ts';

const server = inject('s3');
const bytes = (text: string) => Buffer.from(text);
const text = (found: Uint8Array | undefined) =>
  found === undefined ? undefined : Buffer.from(found).toString();

function open(url: string, credentials: Record<string, string>): S3Objects {
  const faults: string[] = [];
  const config = parseObjectsUrl((name) => ({ OBJECTS_URL: url, ...credentials })[name], faults);
  expect(faults).toEqual([]);
  if (config?.kind !== 's3') throw new Error('no bucket');
  const objects = createS3Objects(config);
  onTestFinished(() => objects.close());
  return objects;
}

describe.skipIf(server === undefined)('objects in a bucket', () => {
  const { url = '', endpoint = '', credentials = {}, directory = '' } = server ?? {};
  const under = (prefix: string) => open(url.replace('?', `/${prefix}?`), { ...credentials });

  test('come back as they were put, under their prefix', async () => {
    const objects = under('one/two');
    expect(await objects.get('books/a.json')).toBeUndefined();
    expect(await objects.list('books/')).toEqual([]);
    await objects.put('books/a.json', bytes('one'));
    await objects.put('books/a.json', bytes('two'));
    await objects.put('books/year=2024/c.parquet', bytes('three'));
    expect(text(await objects.get('books/a.json'))).toBe('two');
    expect(await objects.list('books/')).toEqual(['books/a.json', 'books/year=2024/c.parquet']);
    expect(await objects.list('books/a')).toEqual(['books/a.json']);
    expect(await readFile(join(directory, 'one/two/books/year=2024/c.parquet'), 'utf8')).toBe('three');
    await objects.delete('books/a.json');
    await objects.delete('books/a.json');
    expect(await objects.list('')).toEqual(['books/year=2024/c.parquet']);
    expect(await under('one').list('two/')).toEqual(['two/books/year=2024/c.parquet']);
  });

  test('of many keys all are listed', async () => {
    const objects = under('many');
    const keys = Array.from({ length: 1_050 }, (_, index) => `books/${String(index).padStart(4, '0')}`);
    await mkdir(join(directory, 'many/books'), { recursive: true });
    await Promise.all(keys.map((key) => writeFile(join(directory, 'many', key), key)));
    expect(await objects.list('books/')).toEqual(keys);
  });

  test('where something is, nothing else is put, and what finds itself there was put', async () => {
    const objects = under('absent');
    expect(await objects.putIfAbsent('v1.json', bytes('first'))).toBe(true);
    expect(await objects.putIfAbsent('v1.json', bytes('second'))).toBe(false);
    expect(await objects.putIfAbsent('v1.json', bytes('first'))).toBe(true);
    expect(text(await objects.get('v1.json'))).toBe('first');
  });

  test('are lent as files, of what the bucket holds now', async () => {
    const objects = under('files');
    expect(await objects.localFile('a')).toBeUndefined();
    await objects.put('a', bytes('first'));
    const path = (await objects.localFile('a')) ?? '';
    expect(await readFile(path, 'utf8')).toBe('first');
    await writeFile(join(directory, 'files/a'), 'altered');
    expect(await readFile((await objects.localFile('a')) ?? '', 'utf8')).toBe('altered');
    await objects.close();
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  test('that cannot be reached say why and what to do', async () => {
    const wrong = open(url, { ...credentials, AWS_SECRET_ACCESS_KEY: 'wrong' });
    await expect(wrong.put('a', bytes('x'))).rejects.toMatchObject({
      code: 'objects_failed',
      message: expect.stringMatching(/403 SignatureDoesNotMatch.*AWS_SECRET_ACCESS_KEY/),
    });
    const absent = open(url.replace('milepost', 'elsewhere'), { ...credentials });
    await expect(absent.get('a')).rejects.toMatchObject({
      message: expect.stringMatching(/NoSuchBucket; create it, or mend OBJECTS_URL/),
    });
    const nobody = open(url.replace(encodeURIComponent(endpoint), 'http://127.0.0.1:1'), { ...credentials });
    await expect(nobody.get('a')).rejects.toMatchObject({ code: 'objects_failed', retryable: true });
  });

  test('survive a server that is overloaded for a moment', async () => {
    const statuses = [503, 500, 200];
    const busy = createServer((request, response) => {
      request.resume();
      response.writeHead(statuses.shift() ?? 400).end();
    });
    await once(busy.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void busy.close());
    const address = busy.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const objects = open(`s3://milepost?region=r&endpoint=http://127.0.0.1:${port}`, { ...credentials });
    await objects.put('a', bytes('x'));
    expect(statuses).toEqual([]);
  });
});
