import type { LineageModel } from '../../../../pipelines/lineage.ts';
import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { LoadedPart, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';

/** What a model is, what it is made from, and what is made from it. */
export function LineageDialog({ model, onClose }: { model: string; onClose: () => void }) {
  const words = text.operations.lineage;
  const lineage = useData<{ models: LineageModel[] }>(apiPath('/pipelines/lineage', { model }));
  return (
    <Dialog title={model} onClose={onClose} isWide>
      <LoadedPart loaded={lineage} skeleton={<Skeleton lines={6} height={22} />}>
        {({ models: [found] }) => {
          if (found === undefined) return null;
          const list = (names: readonly string[]): string =>
            names.length === 0 ? words.nobody : names.join(', ');
          const table = columnsTable(found);
          return (
            <>
              <p class="dialog-lead">{found.about}</p>
              <p class="dialog-lead faint">{words.owner(found.owner, found.slice)}</p>
              <dl class="facts">
                <dt>{words.from}</dt>
                <dd>{list(found.reads.map(({ name }) => name))}</dd>
                <dt>{words.to}</dt>
                <dd>{list(found.readBy)}</dd>
                <dt>{words.checks}</dt>
                <dd>{list(found.checks.map(({ name, severity }) => `${name} (${severity})`))}</dd>
              </dl>
              <DataTable table={table} />
              <div class="dialog-tools">
                <span />
                <CsvButton table={table} fileName={found.model} />
              </div>
            </>
          );
        }}
      </LoadedPart>
    </Dialog>
  );
}

function columnsTable({ columns }: LineageModel): Table {
  const { column, columns: title } = text.operations.lineage;
  return {
    title,
    columns: [{ title: column.name }, { title: column.type }, { title: column.about }],
    rows: columns.map(({ name, type, about }) => [name, type, about]),
  };
}
