import { writeFile } from 'node:fs/promises';
import { MilepostError, messageOf } from '../infra/errors.ts';
import type { Output } from './output.ts';

/**
 * Gives a report out: into the file that was named, else to the standard output.
 *
 * @throws {MilepostError} `file_unwritable`; `output_missing` where bytes would go to a terminal.
 */
export async function giveOut(
  output: Output,
  content: string | Uint8Array,
  options: { output?: string },
): Promise<void> {
  if (options.output !== undefined) {
    await writeReport(options.output, content);
    output.result({ file: options.output }, `Wrote ${options.output}`);
  } else if (typeof content !== 'string' && process.stdout.isTTY) {
    throw new MilepostError('output_missing', 'This is no text for a terminal; name a file with -o');
  } else {
    output.raw(content);
  }
}

/**
 * Writes a report to a file.
 *
 * @throws {MilepostError} `file_unwritable` saying why.
 */
async function writeReport(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (thrown) {
    throw new MilepostError('file_unwritable', `${path} cannot be written: ${messageOf(thrown)}`, {
      cause: thrown,
    });
  }
}
