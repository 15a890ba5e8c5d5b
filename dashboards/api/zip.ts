import { crc32 } from 'node:zlib';
import { MilepostError } from '../../infra/errors.ts';

export interface ZipEntry {
  name: string;
  content: Uint8Array;
  modifiedMs: number;
}

const maxEntries = 65_535;
const maxBytes = 0xff_ff_ff_ff;
/** Version 2.0, names in UTF-8, stored: PDFs are compressed already. */
const shared = { version: 20, flags: 0x08_00, method: 0 } as const;

/**
 * Writes files as a ZIP (APPNOTE 6.3, without ZIP64), piece by piece: one file is in memory at a time.
 *
 * @throws {MilepostError} `zip_too_large` beyond 65,535 files or 4 GiB.
 */
export async function* zip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for await (const { name, content, modifiedMs } of entries) {
    const path = Buffer.from(name);
    const fields = fieldsOf(path, content, modifiedMs);
    if (directory.length >= maxEntries || offset + content.length > maxBytes) {
      throw new MilepostError('zip_too_large', 'These files do not fit into one ZIP');
    }
    const local = Buffer.concat([u32(0x04_03_4b_50), u16(shared.version), fields, u16(0), path]);
    directory.push(
      Buffer.concat([
        u32(0x02_01_4b_50),
        u16(shared.version),
        u16(shared.version),
        fields,
        // No extra field, no comment, the first disk, no attributes.
        Buffer.alloc(2 + 2 + 2 + 2 + 4),
        u32(offset),
        path,
      ]),
    );
    offset += local.length + content.length;
    yield local;
    yield content;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const count = u16(directory.length);
  yield* directory;
  yield Buffer.concat([u32(0x06_05_4b_50), u16(0), u16(0), count, count, u32(size), u32(offset), u16(0)]);
}

/** What both headers have in common: flags to the length of the name. */
function fieldsOf(path: Buffer, content: Uint8Array, modifiedMs: number): Buffer {
  const at = new Date(modifiedMs);
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return Buffer.concat([
    u16(shared.flags),
    u16(shared.method),
    u16(time),
    u16(date),
    u32(crc32(content)),
    u32(content.length),
    u32(content.length),
    u16(path.length),
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
