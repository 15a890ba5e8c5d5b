import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createFilesystemObjects } from '../../infra/objects/filesystem.ts';
import { createLibrary, type Library } from '../../reports/books/library.ts';

/** A library without books in a directory of its own, which goes with the test; `directory` is given by who looks into it. */
export function createTestLibrary(directory = createTestDirectory()): Library {
  const library = createLibrary(createFilesystemObjects(directory));
  onTestFinished(() => library.close());
  return library;
}

/** A library that has no books and is not to get any. */
export function emptyLibrary(): Library {
  return createLibrary(createFilesystemObjects(join(tmpdir(), `milepost-${randomUUID()}`)));
}

/** Makes a directory that goes with the test. */
export function createTestDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'milepost-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
