/** The formats of `Intl`, each made once: making one takes longer than formatting a hundred numbers. */
export interface Formatters {
  number(tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormat;
  date(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat;
  countries(tag: string): Intl.DisplayNames;
  list(tag: string): Intl.ListFormat;
}

/** Of all locales, currencies and zones together; some 10 KB each. */
const mostKept = 500;

/** Creates the formats of a process, or of a part of it. */
export function createFormatters(): Formatters {
  const countries = remember((tag) => new Intl.DisplayNames([tag], { type: 'region', fallback: 'code' }));
  const lists = remember((tag) => new Intl.ListFormat(tag, { type: 'conjunction' }));
  return {
    number: remember((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options)),
    date: remember((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options)),
    countries: (tag) => countries(tag, {}),
    list: (tag) => lists(tag, {}),
  };
}

function remember<Options, Format>(make: (tag: string, options: Options) => Format) {
  const known = new Map<string, Format>();
  return (tag: string, options: Options): Format => {
    const key = `${tag} ${JSON.stringify(options)}`;
    const found = known.get(key) ?? make(tag, options);
    if (known.size >= mostKept) known.clear();
    known.set(key, found);
    return found;
  };
}
