import { useState } from 'preact/hooks';
import type { Backfill } from '../../../../pipelines/backfills.ts';
import { RequestFault, apiPath, send } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { BackfillForm, type BackfillOrder } from './backfill-form.tsx';

interface BackfillsCardProps {
  models: readonly string[];
  /** Gives orders and takes them back. */
  isAdmin: boolean;
}

const badges: Readonly<Record<string, string>> = { done: 'closed', failed: 'bad', started: 'closing' };
const titles: Readonly<Record<string, string>> = text.operations.backfills.states;

/** Orders to build slices again, and how far they are. */
export function BackfillsCard({ models, isAdmin }: BackfillsCardProps) {
  const words = text.operations.backfills;
  const list = useData<{ backfills: Backfill[] }>(apiPath('/pipelines/backfills'));
  const [fault, setFault] = useState<string>();
  const act = async (method: 'POST' | 'DELETE', path: string, body?: BackfillOrder): Promise<void> => {
    setFault(undefined);
    try {
      await send(method, apiPath(path), body);
      list.retry();
    } catch (thrown) {
      setFault(thrown instanceof RequestFault && thrown.message !== '' ? thrown.message : words.failed);
    }
  };
  return (
    <section class="card compact" aria-busy={list.isLoading}>
      <header class="card-head">
        <div class="head-words">
          <h2>{words.title}</h2>
          <p class="faint">{words.about}</p>
        </div>
      </header>
      {isAdmin && (
        <BackfillForm
          models={models}
          fault={fault}
          onOrder={(order) => void act('POST', '/pipelines/backfills', order)}
        />
      )}
      <LoadedPart loaded={list} skeleton={<Skeleton lines={2} height={24} />}>
        {({ backfills }) => {
          if (backfills.length === 0) return <Notice size="small" title={words.empty} />;
          const table = backfillsTable(backfills);
          return (
            <>
              <DataTable
                table={table}
                cell={(index, place) => {
                  const state = backfills[index]?.state ?? '';
                  return place === 2 ? (
                    <span class={`badge ${badges[state] ?? ''}`}>{titles[state] ?? state}</span>
                  ) : undefined;
                }}
                {...(isAdmin
                  ? {
                      extra: {
                        title: words.action,
                        cell: (index: number) => {
                          const backfill = backfills[index];
                          if (backfill?.state !== 'started') return null;
                          return (
                            <button
                              type="button"
                              class="button quiet"
                              aria-label={words.cancelOf(backfill.model)}
                              onClick={() => void act('DELETE', `/pipelines/backfills/${backfill.id}`)}
                            >
                              {words.cancel}
                            </button>
                          );
                        },
                      },
                    }
                  : {})}
              />
              <footer class="card-foot">
                <span />
                <CsvButton table={table} fileName="backfills" />
              </footer>
            </>
          );
        }}
      </LoadedPart>
    </section>
  );
}

function backfillsTable(backfills: readonly Backfill[]): Table {
  const { columns, title } = text.operations.backfills;
  const count = { style: 'count' } as const;
  return {
    title,
    columns: [
      { title: columns.model },
      { title: columns.range },
      { title: columns.state },
      { title: columns.done, format: count },
      { title: columns.all, format: count },
      { title: columns.changed },
      { title: columns.message },
    ],
    rows: backfills.map((each) => [
      each.model,
      `${formats.moment(each.from, 'UTC')} – ${formats.moment(each.to, 'UTC')}`,
      titles[each.state] ?? each.state,
      each.done,
      each.total,
      formats.moment(each.changedAt, 'UTC'),
      each.message,
    ]),
  };
}
