/** A run that readers see. */
export interface ShownRun {
  id: string;
  /** The last slice that it is seen in. */
  lastSlice: string;
  /** Slices of its that later runs cover; their rows may be there until they are swept. */
  hiddenSlices: readonly string[];
}

/** The runs of one model, those that reach furthest first. */
export interface ModelRuns {
  /** The table of the rows of all runs, published or not. */
  table: string;
  runs: readonly ShownRun[];
  /** False where there are more. */
  isWhole: boolean;
}

/** Whether there are no rows to be seen of a model. */
export function isEmpty({ runs, isWhole }: ModelRuns): boolean {
  return isWhole && runs.length === 0;
}

/** What readers see at one moment: all that is asked of it is answered from the same runs. */
export interface Shown {
  /** The instant up to which all of these models are computed; null while one never was. */
  asOf(models: readonly string[]): string | null;
  /** The runs of those of the names that are models with anything published and one table. */
  runs(names: readonly string[]): Promise<ReadonlyMap<string, ModelRuns>>;
  /**
   * Another text whenever something of these tables and views may have changed, or rows of a run because a person was
   * taken out of them; undefined where that is not known of one of them.
   */
  versionOf(names: readonly string[]): string | undefined;
  /** To be called where a table is gone: the next answer looks anew for where rows are. */
  forget(): void;
}

/** Tells what is published; remembers the runs of a model for as long as nothing of it changes. */
export interface Publication {
  now(): Promise<Shown>;
}

interface StateRow {
  parts: [table: string, part: string][];
  complete: [model: string, completeTo: string][];
}

interface ModelRow {
  model: string;
  version: string;
  tables: string[];
}

interface Known {
  version: string;
  runs: Promise<Omit<ModelRuns, 'table'>>;
}

interface Place {
  version: string;
  table: string;
}

interface RunRow {
  model: string;
  id: string;
  last_slice: string;
  hidden_slices: string[];
}

/** A statement that names more runs, or more hidden slices, takes longer than one that finds them out. */
export const mostListed = 1_000;

type Read = <Row>(
  statement: 'shown_state' | 'shown_models' | 'shown_runs',
  params: { models?: readonly string[]; tables?: readonly string[] },
) => Promise<Row[]>;

/** Of which tables it is known whenever they change. */
const watched = ['affiliates', 'airports', 'currencies', 'erasures', 'published'] as const;
type Watched = (typeof watched)[number];

/** What a view is made from. */
const behind: Readonly<Record<string, readonly Watched[]>> = {
  reservation_destinations: ['airports', 'published'],
};

/**
 * Creates the publication. Each `now` asks whether the published runs are what they were, so that nothing older is ever
 * answered; where not, which models' are not; and for the runs of those of them that are needed. Rows of a run that was
 * published stay until long after it is not, see the sweep.
 */
export function createPublication(read: Read): Publication {
  const known = new Map<string, Known>();
  let last = { parts: '', places: new Map<string, Place>() };

  /** What was read after the parts is at least as new as they: under their name it is never too old. */
  async function placesAt(parts: string): Promise<ReadonlyMap<string, Place>> {
    if (last.parts === parts) return last.places;
    const rows = await read<ModelRow>('shown_models', {});
    const places = rows.flatMap(({ model, version, tables: [table, ...others] }): [string, Place][] =>
      table === undefined || others.length > 0 ? [] : [[model, { version, table }]],
    );
    last = { parts, places: new Map(places) };
    return last.places;
  }

  function load(stale: ReadonlyMap<string, string>): void {
    const answer = read<RunRow>('shown_runs', { models: [...stale.keys()] }).then((rows) =>
      Map.groupBy(rows, (row) => row.model),
    );
    for (const [model, version] of stale) {
      const entry = { version, runs: answer.then((found) => toRuns(found.get(model) ?? [])) };
      known.set(model, entry);
      // Whoever waits for it hears of it; the next one asks again.
      entry.runs.catch(() => {
        if (known.get(model) === entry) known.delete(model);
      });
    }
  }

  return {
    now: async () => {
      const [state] = await read<StateRow>('shown_state', { tables: watched });
      const completeTo = new Map(state?.complete);
      const parts = Map.groupBy(state?.parts ?? [], ([table]) => table);
      const partsOf = (table: Watched): string =>
        `${table}: ${(parts.get(table) ?? []).map(([, part]) => part).join(' ')}`;
      const places = await placesAt(partsOf('published'));
      const seen = new Map<string, Promise<ModelRuns>>();
      return {
        versionOf: (names) => {
          const tables = names.map((name) => behind[name] ?? watched.filter((table) => table === name));
          if (tables.some((found) => found.length === 0)) return undefined;
          return [...new Set(['erasures', ...tables.flat()] as const)].map(partsOf).join(', ');
        },
        asOf: (models) => {
          const instants = models.map((model) => Date.parse(completeTo.get(model) ?? ''));
          return instants.some(Number.isNaN) ? null : new Date(Math.min(...instants)).toISOString();
        },
        runs: async (names) => {
          const asked = [...places].filter(([model]) => names.includes(model) && !seen.has(model));
          const stale = asked.filter(([model, { version }]) => known.get(model)?.version !== version);
          if (stale.length > 0) load(new Map(stale.map(([model, { version }]) => [model, version])));
          for (const [model, { table }] of asked) {
            const found = known.get(model);
            if (found !== undefined)
              seen.set(
                model,
                found.runs.then((runs) => ({ ...runs, table })),
              );
          }
          const found = await Promise.all(
            names.map(async (name): Promise<[string, ModelRuns][]> => {
              const runs = await seen.get(name);
              return runs === undefined ? [] : [[name, runs]];
            }),
          );
          return new Map(found.flat());
        },
        forget: () => {
          last = { parts: '', places: new Map() };
        },
      };
    },
  };
}

function toRuns(rows: readonly RunRow[]): Omit<ModelRuns, 'table'> {
  return {
    runs: rows
      .slice(0, mostListed)
      .map((row) => ({ id: row.id, lastSlice: row.last_slice, hiddenSlices: row.hidden_slices })),
    isWhole: rows.length <= mostListed,
  };
}
