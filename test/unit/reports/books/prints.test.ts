import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFilesystemObjects } from '../../../../infra/objects/filesystem.ts';
import { sha256 } from '../../../../reports/books/manifest.ts';
import { createPrints, type PrintOf } from '../../../../reports/books/prints.ts';
import { createTestDirectory } from '../../../support/library.ts';

const ann: PrintOf = {
  kind: 'traveler-year',
  subjectId: '../ann',
  period: '2025',
  version: 1,
  audience: 'traveler',
  locale: 'en-GB',
  seal: 'seal',
};
const [first, second] = [Buffer.from('%PDF one'), Buffer.from('%PDF two')];

function open() {
  const directory = createTestDirectory();
  return { directory, prints: createPrints(createFilesystemObjects(directory)) };
}

test('the PDF that came first is handed out ever after, by version, audience and locale', async () => {
  const { prints } = open();
  expect(await prints.find(ann)).toBeUndefined();
  expect(await prints.keep(ann, first)).toEqual(first);
  expect(await prints.keep(ann, second)).toEqual(first);
  expect(await prints.find({ ...ann, seal: 'written again since' })).toEqual(first);
  for (const other of [{ version: 2 }, { locale: 'de-DE' }, { subjectId: 'bob' }, { period: '2024' }])
    expect(await prints.find({ ...ann, ...other })).toBeUndefined();
});

test('says which one a PDF is, of one that was handed out and of no other', async () => {
  const { prints } = open();
  await prints.keep(ann, first);
  await prints.keep(ann, second);
  expect(await prints.identify(first)).toMatchObject({ ...ann, sizeBytes: 8 });
  // The one that came second was never handed out.
  expect(await prints.identify(second)).toBeUndefined();
  expect(await prints.identify(Buffer.from('%PDF 0ne'))).toBeUndefined();
  expect(await prints.identify(Buffer.from(''))).toBeUndefined();
});

test('a PDF that was altered where it is kept is told and not handed out', async () => {
  const { prints, directory } = open();
  await prints.keep(ann, first);
  const kept = (await readdir(directory, { recursive: true })).find((name) => name.endsWith('.pdf')) ?? '';
  await writeFile(join(directory, kept), 'x');
  await expect(prints.find(ann)).rejects.toMatchObject({ code: 'book_damaged' });
});

test('verifying names what was altered or is gone, one byte of a PDF or of what is kept of it', async () => {
  const { prints, directory } = open();
  await prints.keep(ann, first);
  await prints.keep({ ...ann, kind: 'vendor-month', subjectId: 'inn', period: '2025-05' }, second);
  // Drawn at the same time as the first, and handed out to nobody.
  await prints.keep(ann, Buffer.from('%PDF late'));
  expect(await prints.verify()).toEqual({ prints: 2, faults: [] });
  const kept = (await readdir(directory, { recursive: true })).filter((name) => /\.(pdf|json)$/.test(name));
  const late = sha256(Buffer.from('%PDF late'));
  const handedOut = kept.filter((name) => !name.includes(late));
  expect(handedOut).toHaveLength(6);
  for (const name of handedOut) {
    const path = join(directory, name);
    const bytes = await readFile(path);
    for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
      await writeFile(path, Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))));
      const { faults } = await prints.verify();
      expect(faults, `${name} at ${at}`).toEqual([
        expect.objectContaining({ version: 1, fault: expect.stringContaining(name) }),
      ]);
    }
    await rm(path);
    // What has no slot was not handed out.
    const isSlot = !name.includes('content');
    expect((await prints.verify()).faults).toHaveLength(isSlot ? 0 : 1);
    await writeFile(path, bytes);
  }
  await writeFile(join(directory, handedOut.find((name) => name.endsWith('.pdf')) ?? ''), 'x');
  const { faults } = await prints.verify();
  expect(faults[0]?.fault).toMatch(
    /^PDF of (\.\.\/ann|inn) \(traveler, en-GB\): books\/prints\/content\/.*was altered/,
  );
});

test('a PDF that was altered is put back by the bytes that were kept, and by no others', async () => {
  const { prints, directory } = open();
  expect(await prints.mend(ann, first)).toBe(false);
  await prints.keep(ann, first);
  const kept = (await readdir(directory, { recursive: true })).find((name) => name.endsWith('.pdf')) ?? '';
  await writeFile(join(directory, kept), 'x');
  expect(await prints.mend(ann, second)).toBe(false);
  await expect(prints.find(ann)).rejects.toMatchObject({ code: 'book_damaged' });
  expect(await prints.mend(ann, first)).toBe(true);
  expect(await prints.find(ann)).toEqual(first);
});

test('forgets every PDF of a subject and none of others', async () => {
  const { prints, directory } = open();
  const german = { ...ann, locale: 'de-DE' };
  await prints.keep(ann, first);
  await prints.keep(german, second);
  await prints.keep({ ...ann, subjectId: 'bob' }, Buffer.from('%PDF bob'));
  expect(await prints.forget('traveler-year', ann.subjectId)).toBe(2);
  expect(await prints.find(ann)).toBeUndefined();
  expect(await prints.identify(second)).toBeUndefined();
  expect(await prints.identify(Buffer.from('%PDF bob'))).toMatchObject({ subjectId: 'bob' });
  const left = await readdir(directory, { recursive: true });
  expect(left.filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
  expect(await prints.forget('traveler-year', ann.subjectId)).toBe(0);
});
