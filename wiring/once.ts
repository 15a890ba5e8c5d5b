/** Makes a part on first use and remembers it. */
export function memo<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Makes a part on first use and remembers it; a failure is not remembered. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let part: Promise<T> | undefined;
  return () => {
    part ??= make().catch((thrown: unknown) => {
      part = undefined;
      throw thrown;
    });
    return part;
  };
}

/** Makes one part for each key on first use and remembers them. */
export function memoBy<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, { value: T }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}
