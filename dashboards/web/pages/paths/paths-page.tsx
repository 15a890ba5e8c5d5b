import { useMemo, useState } from 'preact/hooks';
import type { Paths } from '../../../api/paths.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { Menu } from '../../parts/menu.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { Segments } from '../../parts/segments.tsx';
import { StatusLine } from '../../parts/status-line.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import { text } from '../../text/en.ts';
import { affiliateApi, fileNameFor, withChoice, type AffiliateContext } from '../affiliate-context.ts';
import { usePageNames } from '../page-names.ts';
import { FlowPicture } from './flow-picture.tsx';
import { layOutFlow } from './flow.ts';
import { depthOf, depths, formatStart, parseStart, usualDepth, type Depth } from './path-start.ts';
import { pathsTable } from './paths-table.ts';
import { StartPicker } from './start-picker.tsx';

/** The most that the API gives at once; what is rarer is among the other pages. */
const mostPaths = '1000';
const rowsAtOnce = 50;

/** How visits go on from their first page, or from a page or event that one chooses. */
export function PathsPage({ context }: { context: AffiliateContext }) {
  const { view, show } = context;
  const words = text.paths;
  const start = parseStart(view.choices['start']);
  const depth = depthOf(view);
  const [pages, events] = [usePageNames(context, 'page'), usePageNames(context, 'event')];
  const paths = useData<Paths>(
    affiliateApi(context, 'paths', { start: formatStart(start), depth: String(depth), limit: mostPaths }),
  );
  const isTable = view.choices['paths'] === 'table';
  const asOf = paths.value?.asOf;
  return (
    <>
      <StatusLine context={context} asOf={asOf} />
      <section class="card" aria-busy={paths.isLoading}>
        <header class="card-head">
          <div class="head-words">
            <h2>{words.title}</h2>
            <p class="faint">{words.about[start.kind]}</p>
          </div>
          <div class="tools">
            <Menu
              label={`${words.depthLabel}: ${words.depths(depth)}`}
              isQuiet
              align="right"
              items={depths.map((each) => ({
                label: words.depths(each),
                isChosen: each === depth,
                onChoose: () =>
                  show(withChoice(view, { depth: each === usualDepth ? undefined : String(each) })),
              }))}
            >
              <span>{words.depths(depth)}</span>
            </Menu>
            <Segments
              label={text.chart.show}
              value={isTable ? 'table' : 'chart'}
              options={[
                { value: 'chart', label: text.chart.chart },
                { value: 'table', label: text.chart.table },
              ]}
              onChange={(each) => show(withChoice(view, { paths: each === 'table' ? each : undefined }))}
            />
          </div>
        </header>
        <StartPicker
          key={formatStart(start) ?? ''}
          start={start}
          names={{ page: pages.names, event: events.names }}
          onChange={(next) => show(withChoice(view, { start: formatStart(next) }))}
        />
        <LoadedPart loaded={paths} skeleton={<Skeleton height={380} />}>
          {(value) => <PathsPart paths={value} depth={depth} isTable={isTable} context={context} />}
        </LoadedPart>
      </section>
    </>
  );
}

interface PathsPartProps {
  paths: Paths;
  depth: Depth;
  isTable: boolean;
  context: AffiliateContext;
}

function PathsPart({ paths, depth, isTable, context }: PathsPartProps) {
  const { view, show } = context;
  const { start, sessions, rows } = paths;
  const words = text.paths;
  const [most, setMost] = useState(rowsAtOnce);
  const flow = useMemo(() => layOutFlow(paths, depth), [paths, depth]);
  if (sessions === 0) {
    return (
      <Notice title={words.emptyTitle}>
        <p>{words.emptyAbout}</p>
      </Notice>
    );
  }
  const shown = isTable ? rows.slice(0, most) : rows;
  const table = pathsTable({ start, rows: shown }, depth);
  return (
    <>
      {isTable ? (
        <DataTable table={table} bar={(row) => Number(row.at(-1) ?? 0)} />
      ) : (
        <>
          <FlowPicture
            flow={flow}
            sessions={sessions}
            hasStart={start !== null}
            onFollow={(page) => show(withChoice(view, { start: `page:${page}` }))}
          />
          <p class="card-about faint">{words.explain}</p>
        </>
      )}
      <footer class="card-foot">
        <p class="faint">{isTable ? shownWords(shown.length, rows.length) : foundWords(rows)}</p>
        <div class="tools">
          {start !== null && (
            <button
              type="button"
              class="button quiet"
              onClick={() => show(withChoice(view, { start: undefined }))}
            >
              {words.back}
            </button>
          )}
          {shown.length < rows.length && (
            <button type="button" class="button" onClick={() => setMost(most + rowsAtOnce)}>
              {text.breakdown.more}
            </button>
          )}
          <CsvButton table={table} fileName={fileNameFor(context, 'paths')} />
        </div>
      </footer>
    </>
  );
}

function foundWords(rows: Paths['rows']): string {
  const share = rows.reduce((sum, row) => sum + row.share, 0);
  return text.paths.found(
    formats.value(rows.length, { style: 'count' }),
    formats.value(Math.min(1, share), { style: 'percent', digits: 1 }),
  );
}

function shownWords(shown: number, all: number): string {
  return text.paths.shown(formats.value(shown, { style: 'count' }), formats.value(all, { style: 'count' }));
}
