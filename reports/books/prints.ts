import { MilepostError, codeOf, messageOf } from '../../infra/errors.ts';
import type { Objects } from '../../infra/objects/objects.ts';
import { bookKinds, sha256, type BookKind } from './manifest.ts';

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

/** A fault of a kept PDF. */
export interface PrintFault {
  kind: BookKind;
  period: string;
  version: number;
  fault: string;
}

/**
 * The PDFs of closed reports: drawn once, handed out ever after. Every method but {@link Prints.verify} throws
 * `book_damaged` where what it reads is not as it was kept, and all throw what {@link Objects} throws.
 */
export interface Prints {
  find(print: PrintOf): Promise<Uint8Array | undefined>;
  /** Keeps a PDF and returns the bytes that are kept: those of who came first. */
  keep(print: PrintOf, bytes: Uint8Array): Promise<Uint8Array>;
  /** Puts a PDF back that was altered or is gone; false, and nothing done, where these are not the bytes that were kept. */
  mend(print: PrintOf, bytes: Uint8Array): Promise<boolean>;
  /** Says which of the kept PDFs these bytes are; undefined where none. */
  identify(bytes: Uint8Array): Promise<Print | undefined>;
  /** Deletes every PDF of a subject, and returns how many there were. */
  forget(kind: BookKind, subjectId: string): Promise<number>;
  /** Checks every byte of every PDF that is handed out, and what is kept of it. */
  verify(): Promise<{ prints: number; faults: PrintFault[] }>;
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
    return bytes === undefined ? undefined : parsePrint(bytes, key);
  };
  const readContent = async (hash: string): Promise<Uint8Array> => {
    const key = contentOf(hash, 'pdf');
    const bytes = await objects.get(key);
    if (bytes === undefined) throw damaged(key, 'is gone');
    if (sha256(bytes) !== hash) throw damaged(key, 'was altered');
    return bytes;
  };
  /** @throws {MilepostError} `book_damaged`. */
  const check = async (key: string): Promise<void> => {
    const slot = await readPrint(key);
    // Forgotten since the keys were listed.
    if (slot === undefined) return;
    if (slotOf(slot) !== key) throw damaged(key, 'was altered');
    try {
      const bytes = await readContent(slot.sha256);
      // Said twice: by it a PDF is known that somebody sends to have it verified.
      const told = contentOf(slot.sha256, 'json');
      if (bytes.byteLength !== slot.sizeBytes || writePrint(slot) !== writePrint(await readPrint(told)))
        throw damaged(told, `or ${key} was altered`);
    } catch (thrown) {
      if (codeOf(thrown) !== 'book_damaged') throw thrown;
      const { subjectId, audience, locale } = slot;
      const message = `PDF of ${subjectId} (${audience}, ${locale}): ${messageOf(thrown)}`;
      throw new MilepostError('book_damaged', message, { cause: thrown });
    }
  };

  const prints: Prints = {
    async find(print) {
      const slot = await readPrint(slotOf(print));
      return slot === undefined ? undefined : readContent(slot.sha256);
    },
    async keep(print, bytes) {
      const known: Print = { ...print, sha256: sha256(bytes), sizeBytes: bytes.byteLength };
      const told = Buffer.from(writePrint(known));
      // What the slot names has to be there before it is named.
      await objects.put(contentOf(known.sha256, 'pdf'), bytes);
      await objects.put(contentOf(known.sha256, 'json'), told);
      if (await objects.putIfAbsent(slotOf(print), told)) return bytes;
      return (await prints.find(print)) ?? bytes;
    },
    async mend(print, bytes) {
      const slot = await readPrint(slotOf(print));
      if (slot === undefined || slot.sha256 !== sha256(bytes)) return false;
      await objects.put(contentOf(slot.sha256, 'pdf'), bytes);
      return true;
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
    async verify() {
      const result = { prints: 0, faults: [] as PrintFault[] };
      for (const kind of bookKinds) {
        for (const key of await objects.list(`${root}/${kind}/`)) {
          result.prints += 1;
          try {
            await check(key);
          } catch (thrown) {
            if (codeOf(thrown) !== 'book_damaged') throw thrown;
            // Of what cannot be read any more its name says this much.
            const [, period = '', version = '0'] = slotName.exec(key) ?? [];
            result.faults.push({ kind, period, version: Number(version), fault: messageOf(thrown) });
          }
        }
      }
      return result;
    },
  };
  return prints;
}

const slotName = /\/(\d{4}(?:-\d{2})?)-v(\d+)-[^/]*$/;

function writePrint(print: Print | undefined): string {
  return `${JSON.stringify(print)}\n`;
}

/** Every byte has to be as {@link writePrint} writes it: what JSON forgives is an alteration too. */
function parsePrint(bytes: Uint8Array, key: string): Print {
  const text = Buffer.from(bytes).toString();
  try {
    // Only Milepost writes what fits.
    const print: Partial<Print> | null = JSON.parse(text);
    if (isPrint(print) && writePrint(print) === text) return print;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
  }
  throw damaged(key, 'was altered');
}

function isPrint(print: Partial<Print> | null): print is Print {
  return typeof print?.subjectId === 'string' && typeof print.sha256 === 'string';
}

function damaged(key: string, fault: string): MilepostError {
  return new MilepostError('book_damaged', `${key} ${fault}; restore it from a backup`);
}
