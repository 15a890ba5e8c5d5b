import type { Pipelines } from '../../../api/pipelines.ts';
import type { Loaded } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { LineageDialog } from './lineage-dialog.tsx';
import { MoreButton } from './more-button.tsx';
import { rowsAtFirst, type OperationsView } from './operations-view.ts';

type Model = Pipelines['models'][number];
type Freshness = keyof typeof text.operations.freshness.states;

interface FreshnessCardProps {
  pipelines: Loaded<Pipelines>;
  view: OperationsView;
}

const badges: Readonly<Record<Freshness, string>> = {
  fresh: 'closed',
  late: 'bad',
  incomplete: 'closing',
  retired: '',
};

/** How far each model is behind, beside what is promised of it. */
export function FreshnessCard({ pipelines, view }: FreshnessCardProps) {
  const words = text.operations.freshness;
  const open = view.get('model');
  return (
    <section class="card compact" aria-busy={pipelines.isLoading}>
      <header class="card-head">
        <h2>{words.title}</h2>
        {pipelines.value !== undefined && <p class="faint">{inWords(pipelines.value.models)}</p>}
      </header>
      <LoadedPart loaded={pipelines} skeleton={<Skeleton lines={8} height={24} />}>
        {({ models }) => {
          if (models.length === 0) {
            return (
              <Notice title={words.none}>
                <p>
                  <code>{words.noneAbout}</code>
                </p>
              </Notice>
            );
          }
          const sorted = models.toSorted((a, b) => usedUp(b) - usedUp(a));
          const shown = view.get('models') === 'all' ? sorted : sorted.slice(0, rowsAtFirst);
          const table = freshnessTable(shown);
          return (
            <>
              <DataTable
                table={table}
                bar={(row) => usedUp(sorted[table.rows.indexOf(row)])}
                head={(row) => (
                  <button
                    type="button"
                    class="row-button"
                    title={words.open(String(row[0]))}
                    onClick={() => view.show({ model: String(row[0]) })}
                  >
                    {row[0]}
                  </button>
                )}
                cell={(index, place) => {
                  const model = sorted[index];
                  if (place !== 1 || model === undefined) return undefined;
                  const state = freshnessOf(model);
                  return <span class={`badge ${badges[state]}`}>{words.states[state]}</span>;
                }}
              />
              <footer class="card-foot">
                <span />
                <div class="tools">
                  <MoreButton name="models" shown={shown.length} all={sorted.length} view={view} />
                  <CsvButton table={table} fileName="freshness" />
                </div>
              </footer>
            </>
          );
        }}
      </LoadedPart>
      {open !== undefined && (
        <LineageDialog key={open} model={open} onClose={() => view.show({ model: undefined })} />
      )}
    </section>
  );
}

function freshnessOf({ freshWithinMs, latenessMs }: Model): Freshness {
  if (freshWithinMs === null) return 'retired';
  if (latenessMs === null) return 'incomplete';
  return latenessMs > freshWithinMs ? 'late' : 'fresh';
}

/** How much of the promised time is over. */
function usedUp(model: Model | undefined): number {
  if (model === undefined || model.freshWithinMs === null) return 0;
  return model.latenessMs === null ? Number.MAX_VALUE : model.latenessMs / model.freshWithinMs;
}

function inWords(models: readonly Model[]): string {
  const count = (value: number): string => formats.value(value, { style: 'count' });
  const kept = models.map(freshnessOf).filter((state) => state !== 'retired');
  const late = kept.filter((state) => state !== 'fresh').length;
  const words = text.operations.freshness;
  return late === 0 ? words.allFresh(count(kept.length)) : words.someLate(count(late), count(kept.length));
}

function freshnessTable(models: readonly Model[]): Table {
  const { columns, states, title } = text.operations.freshness;
  const count = { style: 'count' } as const;
  const duration = { style: 'duration' } as const;
  const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1_000);
  return {
    title,
    columns: [
      { title: columns.model },
      { title: columns.state },
      { title: columns.behind, format: duration },
      { title: columns.promise, format: duration },
      { title: columns.slices, format: count },
      { title: columns.rows, format: count },
      { title: columns.published },
    ],
    rows: models.map((model) => [
      model.model,
      states[freshnessOf(model)],
      seconds(model.latenessMs),
      seconds(model.freshWithinMs),
      model.slices,
      model.rows,
      formats.moment(model.publishedAt, 'UTC'),
    ]),
  };
}
