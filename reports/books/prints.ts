import { MilepostError } from '../../infra/errors.ts';
import type { Objects } from '../../infra/objects/objects.ts';
import { sha256, type BookKind } from './manifest.ts';

/** Which closed report a PDF shows, and how. */
export interface PrintOf {
  kind: BookKind;
  /** The vendor or the traveler. */
  subjectId: string;
  period: string;
  version: number;
  /** Who it is made for: copies for others say less. */
  audience: 'support' | 'shared' | 'traveler';
  /** Of its numbers and dates, BCP 47. */
  locale: string;
  /** What the book was known by from which it was drawn. */
  seal: string;
}

/** A PDF that is kept. */
export interface Print extends PrintOf {
  sha256: string;
  sizeBytes: number;
}

/** The PDFs of closed reports: drawn once, handed out ever after. Every method throws what {@link Objects} throws. */
export interface Prints {
  /** @throws {MilepostError} `book_damaged` where its bytes are not as they were kept. */
  find(print: PrintOf): Promise<Uint8Array | undefined>;
  /** Keeps a PDF and returns the bytes that are kept: those of who came first. */
  keep(print: PrintOf, bytes: Uint8Array): Promise<Uint8Array>;
  /** Says which of the kept PDFs these bytes are; undefined where none. */
  identify(bytes: Uint8Array): Promise<Print | undefined>;
  /** Deletes every PDF of a subject, and returns how many there were. */
  forget(kind: BookKind, subjectId: string): Promise<number>;
}

const root = 'books/prints';

/**
 * Creates the keeper of PDFs beside the books. Keys under `books/prints/`: `<kind>/<hash of the subject>/<period>-v<version>-
 * <audience>-<locale>.json` says which PDF it is, `content/<hash>.pdf` is the PDF, and `content/<hash>.json` says of what.
 */
export function createPrints(objects: Objects): Prints {
  const folderOf = (kind: BookKind, subjectId: string) =>
    `${root}/${kind}/${sha256(Buffer.from(subjectId)).slice(0, 32)}/`;
  const slotOf = ({ kind, subjectId, period, version, audience, locale }: PrintOf) =>
    `${folderOf(kind, subjectId)}${period}-v${version}-${audience}-${locale}.json`;
  const contentOf = (hash: string, extension: 'pdf' | 'json') =>
    `${root}/content/${hash.slice(0, 2)}/${hash}.${extension}`;
  const readPrint = async (key: string): Promise<Print | undefined> => {
    const bytes = await objects.get(key);
    // Only Milepost writes what stands there.
    return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString());
  };

  const prints: Prints = {
    async find(print) {
      const slot = await readPrint(slotOf(print));
      if (slot === undefined) return undefined;
      const key = contentOf(slot.sha256, 'pdf');
      const bytes = await objects.get(key);
      if (bytes === undefined || sha256(bytes) !== slot.sha256) {
        const fault = bytes === undefined ? 'is gone' : 'was altered';
        throw new MilepostError('book_damaged', `${key} ${fault}; restore it from a backup`);
      }
      return bytes;
    },
    async keep(print, bytes) {
      const known: Print = { ...print, sha256: sha256(bytes), sizeBytes: bytes.byteLength };
      const told = Buffer.from(`${JSON.stringify(known)}\n`);
      // What the slot names has to be there before it is named.
      await objects.put(contentOf(known.sha256, 'pdf'), bytes);
      await objects.put(contentOf(known.sha256, 'json'), told);
      if (await objects.putIfAbsent(slotOf(print), told)) return bytes;
      return (await prints.find(print)) ?? bytes;
    },
    async identify(bytes) {
      const known = await readPrint(contentOf(sha256(bytes), 'json'));
      if (known === undefined) return undefined;
      // Of two that were drawn at once, one was handed out.
      const slot = await readPrint(slotOf(known));
      return slot?.sha256 === known.sha256 ? slot : undefined;
    },
    async forget(kind, subjectId) {
      const slots = await objects.list(folderOf(kind, subjectId));
      for (const key of slots) {
        const print = await readPrint(key);
        // The slot last: what a stopped try has left is found again by it.
        if (print !== undefined) {
          await objects.delete(contentOf(print.sha256, 'pdf'));
          await objects.delete(contentOf(print.sha256, 'json'));
        }
        await objects.delete(key);
      }
      return slots.length;
    },
  };
  return prints;
}
