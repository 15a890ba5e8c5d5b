import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { createS3Objects } from '../../infra/objects/s3.ts';
import { sealManifest } from '../../reports/books/manifest.ts';
import { createShelf } from '../../reports/books/shelf.ts';

const server = inject('s3');

describe.skipIf(server === undefined)('a shelf in a bucket', () => {
  test('keeps a book, one of two of the same version, and uses no part with an altered byte', async () => {
    const objects = createS3Objects({
      kind: 's3',
      bucket: 'milepost',
      prefix: 'shelf/',
      region: 'eu-west-1',
      endpoint: server?.endpoint ?? '',
      accessKeyId: server?.credentials.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: server?.credentials.AWS_SECRET_ACCESS_KEY ?? '',
    });
    onTestFinished(() => objects.close());
    const shelf = createShelf(objects);
    const place = { kind: 'vendor-month', period: '2025-05' } as const;
    const file = await shelf.store(place, 'months', Buffer.from('not really Parquet'), 3);
    const content = {
      format: 1,
      ...place,
      version: 1,
      watermark: '2025-06-10T00:00:00.000Z',
      files: [file],
      controlTotals: { rows: '3' },
      inputs: {},
      changed: 1,
      supersedes: null,
      erasures: [],
    } as const;
    const book = sealManifest({ ...content, closedAt: '2025-06-10T00:00:00.000Z' });
    expect(await shelf.publish(book)).toBe(true);
    expect(await shelf.publish(sealManifest({ ...content, closedAt: '2025-06-11T00:00:00.000Z' }))).toBe(
      false,
    );
    expect(await shelf.periods('vendor-month')).toEqual([{ period: '2025-05', version: 1 }]);
    expect(await shelf.find('vendor-month', '2025-05')).toEqual(book);
    expect(await readFile((await shelf.open(book, 'months')) ?? '', 'utf8')).toBe('not really Parquet');

    const folder = join(server?.directory ?? '', 'shelf/books/vendor-month/2025-05');
    expect(await readdir(folder)).toHaveLength(2);
    await writeFile(join(server?.directory ?? '', 'shelf', file.key), 'not really parquet');
    await expect(shelf.open(book, 'months')).rejects.toMatchObject({ code: 'book_damaged' });
  });
});
