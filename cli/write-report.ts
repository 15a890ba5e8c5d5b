import { writeFile } from 'node:fs/promises';
import { MilepostError, messageOf } from '../infra/errors.ts';

/**
 * Writes a report to a file.
 *
 * @throws {MilepostError} `file_unwritable` saying why.
 */
export async function writeReport(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (thrown) {
    throw new MilepostError('file_unwritable', `${path} cannot be written: ${messageOf(thrown)}`, {
      cause: thrown,
    });
  }
}
