import { createFilesystemObjects } from '../infra/objects/filesystem.ts';
import type { Objects } from '../infra/objects/objects.ts';
import { createS3Objects } from '../infra/objects/s3.ts';
import type { ProcessParts } from './process.ts';

/** Opens the place for books and PDFs that the environment names: a bucket or a directory, or the data directory. */
export function openObjects({ invocation, lifecycle }: ProcessParts): Objects {
  const { objects = { kind: 'file', directory: invocation().config.dataDir } } = invocation().config;
  if (objects.kind === 'file') return createFilesystemObjects(objects.directory);
  const made = createS3Objects(objects);
  lifecycle().add('objects', () => made.close());
  return made;
}
