import type { PipelineRun } from '../../../api/pipelines.ts';
import { apiPath } from '../../data/request.ts';
import { usePages } from '../../data/use-pages.ts';
import { formats } from '../../format/reader.ts';
import { Menu } from '../../parts/menu.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import type { OperationsView } from './operations-view.ts';

interface RunPage {
  runs: PipelineRun[];
  next: string | null;
}

const rowsAtOnce = '10';
const [statePlace, foundPlace] = [2, 6];
const states = ['published', 'failed', 'started', 'abandoned', 'cancelled'] as const;
const badges: Readonly<Record<string, string>> = { published: 'closed', failed: 'bad', abandoned: 'closing' };
const titles: Readonly<Record<string, string>> = text.operations.runs.states;

/** The newest runs, and what their checks found. */
export function RunsCard({ view }: { view: OperationsView }) {
  const words = text.operations.runs;
  const state = states.find((each) => each === view.get('state'));
  const runs = usePages<RunPage>(apiPath('/pipelines/runs', { state, limit: rowsAtOnce }));
  const shown = state === undefined ? words.any : words.states[state];
  return (
    <section class="card compact" aria-busy={runs.isLoading}>
      <header class="card-head">
        <h2>{words.title}</h2>
        <Menu
          label={`${words.state}: ${shown}`}
          isQuiet
          align="right"
          items={[undefined, ...states].map((each) => ({
            label: each === undefined ? words.any : words.states[each],
            isChosen: each === state,
            onChoose: () => view.show({ state: each }),
          }))}
        >
          <span>{shown}</span>
        </Menu>
      </header>
      <LoadedPart loaded={runs} skeleton={<Skeleton lines={8} height={24} />}>
        {(pages, isLoading) => {
          const all = pages.flatMap((page) => page.runs);
          if (all.length === 0) return <Notice size="small" title={words.empty} />;
          const table = runsTable(all);
          return (
            <>
              <DataTable
                table={table}
                cell={(index, place) => {
                  const run = all[index];
                  if (run === undefined) return undefined;
                  if (place === statePlace) {
                    return (
                      <span class={`badge ${badges[run.state] ?? ''}`}>{titles[run.state] ?? run.state}</span>
                    );
                  }
                  const found = place === foundPlace ? foundIn(run) : '';
                  return found === '' ? undefined : (
                    <span class="two-lines" title={found}>
                      {found}
                    </span>
                  );
                }}
              />
              <footer class="card-foot">
                <span />
                <div class="tools">
                  {runs.more !== undefined && (
                    <button type="button" class="button" disabled={isLoading} onClick={runs.more}>
                      {text.breakdown.more}
                    </button>
                  )}
                  <CsvButton table={table} fileName="runs" />
                </div>
              </footer>
            </>
          );
        }}
      </LoadedPart>
    </section>
  );
}

function runsTable(runs: readonly PipelineRun[]): Table {
  const { columns, title } = text.operations.runs;
  const count = { style: 'count' } as const;
  return {
    title,
    columns: [
      { title: columns.started },
      { title: columns.model },
      { title: columns.state },
      { title: columns.slices },
      { title: columns.rows, format: count },
      { title: columns.seconds, format: { style: 'decimal', digits: 1 } },
      { title: columns.found },
    ],
    rows: runs.map((run) => [
      formats.moment(run.startedAt, 'UTC'),
      run.model,
      titles[run.state] ?? run.state,
      slicesOf(run),
      run.rows,
      run.elapsedMs / 1_000,
      foundIn(run),
    ]),
  };
}

function slicesOf({ slices, firstSlice, lastSlice }: PipelineRun): string {
  return slices < 2 ? firstSlice : `${firstSlice} – ${lastSlice}`;
}

function foundIn({ message, checks }: PipelineRun): string {
  const found = checks.map(({ check, severity, rowsFailing }) =>
    text.operations.runs.check(check, formats.value(rowsFailing, { style: 'count' }), severity),
  );
  return [message, ...found].filter((part) => part !== '').join('; ');
}
