import { checkBackupFile } from './files.ts';
import { filesOf, readManifest, type Manifest } from './manifest.ts';

/**
 * Reads a backup's manifest and compares every file with it; changes nothing.
 *
 * @throws {MilepostError} `backup_missing`, `backup_foreign`, `backup_damaged` naming the file.
 */
export async function verifyBackup(
  folder: string,
  onProgress: (label: string, bytes: number, totalBytes: number) => void,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const files = filesOf(manifest);
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  let doneBytes = 0;
  for (const file of files) {
    await checkBackupFile(folder, file, (bytes) => {
      doneBytes += bytes;
      onProgress('verifying', doneBytes, totalBytes);
    });
  }
  return manifest;
}
