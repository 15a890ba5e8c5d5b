/**
 * A place for files that are written once: books and PDFs. Keys are relative paths of letters, digits and `._-=/`,
 * e.g. `vendor-months/2016-05/v1/manifest.json`. Every method throws `MilepostError`s only: `objects_failed`, retryable
 * where trying again may help.
 */
export interface Objects {
  /** Stores bytes under a key, in place of what was there; durable and whole on return, or not there at all. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The same, unless the key is taken; returns whether these bytes were stored. Of two at once one is. */
  putIfAbsent(key: string, bytes: Uint8Array): Promise<boolean>;
  /** Returns an object's bytes; undefined where there is none. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Returns all keys that begin with a prefix, in order. */
  list(prefix: string): Promise<string[]>;
  /** Deletes an object; one that is not there is no fault. */
  delete(key: string): Promise<void>;
  /** Returns the path of a local file with an object's bytes, which the caller only reads; undefined where there is none. */
  localFile(key: string): Promise<string | undefined>;
}
