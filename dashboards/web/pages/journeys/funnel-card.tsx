import type { Funnel } from '../../../api/funnel.ts';
import { useData } from '../../data/use-data.ts';
import { Menu } from '../../parts/menu.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { affiliateApi, fileNameFor, withChoice, type AffiliateContext } from '../affiliate-context.ts';
import { usePageNames } from '../page-names.ts';
import { askedSteps, formatSteps, parseSteps, type FunnelStep } from './funnel-step.ts';
import { StepEditor } from './step-editor.tsx';

const windows = ['1d', '7d', '30d'] as const;
const defaultWindow = '7d';

/** How far visitors come on a way that one makes of pages, events and the booking. */
export function FunnelCard({ context }: { context: AffiliateContext }) {
  const { view, show } = context;
  const words = text.journeys.funnel;
  const [pages, events] = [usePageNames(context, 'page'), usePageNames(context, 'event')];
  const names = { page: pages.names.filter(isStepName), event: events.names.filter(isStepName) };
  const window = windows.find((each) => each === view.choices['window']) ?? defaultWindow;
  const chosen = view.choices['steps'];
  const isReady = chosen !== undefined || (pages.isReady && events.isReady);
  const steps = chosen === undefined ? usualSteps(names.page, names.event) : parseSteps(chosen);
  const asked = isReady ? askedSteps(steps) : [];
  const funnel = useData<Funnel>(
    asked.length === 0 ? undefined : affiliateApi(context, 'funnel', { steps: formatSteps(asked), window }),
  );
  return (
    <section class="card" aria-busy={funnel.isLoading}>
      <header class="card-head">
        <div class="head-words">
          <h2>{words.title}</h2>
          <p class="faint">{words.about(words.windows[window])}</p>
        </div>
        <div class="tools">
          <Menu
            label={`${words.window}: ${words.windows[window]}`}
            isQuiet
            align="right"
            items={windows.map((each) => ({
              label: words.windows[each],
              isChosen: each === window,
              onChoose: () => show(withChoice(view, { window: each === defaultWindow ? undefined : each })),
            }))}
          >
            <span>
              {words.window.toLowerCase()} {words.windows[window]}
            </span>
          </Menu>
        </div>
      </header>
      {isReady && (
        <StepEditor
          key={formatSteps(steps)}
          steps={steps}
          names={names}
          onChange={(next) => show(withChoice(view, { steps: formatSteps(next) }))}
        />
      )}
      {isReady && asked.length === 0 ? (
        <Notice title={words.noSteps} />
      ) : (
        <LoadedPart loaded={funnel} skeleton={<Skeleton lines={3} height={44} />}>
          {(value) => {
            if (value.steps[0]?.visitors === 0) {
              return (
                <Notice title={words.emptyTitle}>
                  <p>{words.emptyAbout}</p>
                </Notice>
              );
            }
            const table = funnelTable(value);
            return (
              <div class="funnel">
                <DataTable table={table} bar={(row) => Number(row[2] ?? 0)} />
                <footer class="card-foot">
                  <span />
                  <CsvButton table={table} fileName={fileNameFor(context, 'funnel')} />
                </footer>
              </div>
            );
          }}
        </LoadedPart>
      )}
    </section>
  );
}

/** A comma would end a step. */
function isStepName(name: string): boolean {
  return !name.includes(',');
}

function usualSteps([page]: readonly string[], [event]: readonly string[]): FunnelStep[] {
  const steps: FunnelStep[] = [];
  if (page !== undefined) steps.push({ kind: 'page', name: page });
  if (event !== undefined) steps.push({ kind: 'event', name: event });
  return steps.length === 0 ? [] : [...steps, { kind: 'booking', name: '' }];
}

function funnelTable({ steps }: Funnel): Table {
  const words = text.journeys.funnel;
  const share = { style: 'percent', digits: 1 } as const;
  return {
    title: words.title,
    columns: [
      { title: words.step },
      { title: words.visitors, format: { style: 'count' } },
      { title: words.fromStart, format: share },
      { title: words.fromPrevious, format: share },
      { title: words.median, format: { style: 'duration' } },
    ],
    rows: steps.map((step, index) => [
      `${index + 1}. ${stepTitle(step.name)}`,
      step.visitors,
      step.fromStart,
      step.fromPrevious,
      step.medianSeconds,
    ]),
  };
}

function stepTitle(name: string): string {
  const [step] = parseSteps(name);
  return step === undefined || step.kind === 'booking' ? text.journeys.funnel.kinds.booking : step.name;
}
