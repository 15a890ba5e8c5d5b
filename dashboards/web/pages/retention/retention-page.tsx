import type { Retention, RetentionUnit } from '../../../api/retention.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { Menu } from '../../parts/menu.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { Segments } from '../../parts/segments.tsx';
import { StatusLine } from '../../parts/status-line.tsx';
import { today } from '../../state/days.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import { text } from '../../text/en.ts';
import { affiliateApi, fileNameFor, withChoice, type AffiliateContext } from '../affiliate-context.ts';
import { daysOfSpan, readChoice, spans, type RetentionChoice } from './retention-span.ts';
import { greatestRate, heatLevel, heatLevels, heatRows, retentionTable } from './retention-table.ts';

/** Who comes back: a triangle of weeks or months, each cohort a row. It chooses its time itself. */
export function RetentionPage({ context: given }: { context: AffiliateContext }) {
  const { affiliate, view, show } = given;
  const words = text.retention;
  const choice = readChoice(view);
  const { unit, count } = choice;
  const context = { ...given, days: daysOfSpan(choice, today(Date.now(), affiliate.timezone)) };
  const retention = useData<Retention>(affiliateApi(context, 'retention', { unit }));
  return (
    <>
      <StatusLine context={context} asOf={retention.value?.asOf} />
      <section class="card" aria-busy={retention.isLoading}>
        <header class="card-head">
          <div class="head-words">
            <h2>{words.title}</h2>
            <p class="faint">{words.about[unit]}</p>
          </div>
          <div class="tools">
            <Segments<RetentionUnit>
              label={words.unit}
              value={unit}
              options={(['week', 'month'] as const).map((each) => ({
                value: each,
                label: words.units[each],
              }))}
              onChange={(each) =>
                show(withChoice(view, { unit: each === 'week' ? undefined : each, span: undefined }))
              }
            />
            <Segments<RetentionChoice['cells']>
              label={words.cells}
              value={choice.cells}
              options={(['rates', 'visitors'] as const).map((each) => ({
                value: each,
                label: words.cellKinds[each],
              }))}
              onChange={(each) => show(withChoice(view, { cells: each === 'rates' ? undefined : each }))}
            />
            <Menu
              label={`${words.span}: ${words.spans[unit](count)}`}
              align="right"
              items={spans[unit]
                .toSorted((a, b) => a - b)
                .map((each) => ({
                  label: words.spans[unit](each),
                  isChosen: each === count,
                  onChoose: () =>
                    show(withChoice(view, { span: each === spans[unit][0] ? undefined : String(each) })),
                }))}
            >
              <span>{words.spans[unit](count)}</span>
            </Menu>
          </div>
        </header>
        <LoadedPart loaded={retention} skeleton={<Skeleton lines={10} height={26} />}>
          {(value) => <Triangle retention={value} choice={choice} context={context} />}
        </LoadedPart>
      </section>
    </>
  );
}

interface TriangleProps {
  retention: Retention;
  choice: RetentionChoice;
  context: AffiliateContext;
}

function Triangle({ retention, choice, context }: TriangleProps) {
  const words = text.retention;
  const rows = heatRows(retention, Date.now());
  if (rows.every(({ visitors }) => visitors === 0)) {
    return (
      <Notice title={words.emptyTitle}>
        <p>{words.emptyAbout}</p>
      </Notice>
    );
  }
  const greatest = greatestRate(rows);
  // An answer of the other unit is shown as what it is until the new one is there.
  const table = retentionTable(rows, { ...choice, unit: retention.unit });
  return (
    <div class="heat">
      <DataTable
        table={table}
        cell={(row, column) => (column > 1 && rows[row]?.cells[column - 2] === undefined ? '' : undefined)}
        cellClass={(row, column) => {
          const cell = rows[row]?.cells[column - 2];
          if (cell === undefined) return '';
          const level = `heat-${heatLevel(cell.rate, greatest)}`;
          return cell.isRunning ? `${level} running` : level;
        }}
      />
      <p class="card-about faint">{words.explain}</p>
      <footer class="card-foot">
        <div class="heat-legend faint">
          <span>{words.legend}</span>
          <span>{formats.value(0, { style: 'percent', digits: 0 })}</span>
          <span class="heat-scale" aria-hidden="true">
            {Array.from({ length: heatLevels }, (_, index) => (
              <span key={index} class={`heat-${index + 1}`} />
            ))}
          </span>
          <span>{words.orMore(formats.value(greatest, { style: 'percent', digits: 0 }))}</span>
          <span class="heat-running">{words.running[retention.unit]}</span>
        </div>
        <CsvButton table={table} fileName={fileNameFor(context, 'retention')} />
      </footer>
    </div>
  );
}
