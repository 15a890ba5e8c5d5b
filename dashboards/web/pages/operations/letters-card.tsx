import { useState } from 'preact/hooks';
import { RequestFault, apiPath, request } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { Menu } from '../../parts/menu.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { MoreButton } from './more-button.tsx';
import { rowsAtFirst, type OperationsView } from './operations-view.ts';

interface Letter {
  receiptId: string;
  receivedAt: string;
  affiliateId: string;
  kind: string;
  reason: string;
  message: string;
}

const most = '200';
const [messagePlace, receiptPlace] = [4, 5];
const kinds: Readonly<Record<string, string>> = text.operations.letters.kinds;

interface LettersCardProps {
  view: OperationsView;
  /** Sends letters in again. */
  isAdmin: boolean;
}

/** What could not be stored, and why. */
export function LettersCard({ view, isAdmin }: LettersCardProps) {
  const words = text.operations.letters;
  const letters = useData<{ deadLetters: Letter[] }>(apiPath('/dead-letters', { limit: most }));
  const [said, setSaid] = useState<string>();
  const sendAgain = async (receiptId: string): Promise<void> => {
    setSaid(undefined);
    try {
      const { refused } = await request<{ refused: { message: string }[] }>(apiPath('/dead-letters'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ receiptIds: [receiptId] }),
      });
      const [refusal] = refused;
      setSaid(refusal === undefined ? words.accepted : words.refused(refusal.message));
      letters.retry();
    } catch (thrown) {
      setSaid(thrown instanceof RequestFault && thrown.message !== '' ? thrown.message : words.failed);
    }
  };
  const reasons = [...new Set(letters.value?.deadLetters.map(({ reason }) => reason))].toSorted();
  const reason = reasons.find((each) => each === view.get('reason'));
  const isAll = view.get('letters') === 'all';
  return (
    <section class="card compact" aria-busy={letters.isLoading}>
      <header class="card-head">
        <div class="head-words">
          <h2>{words.title}</h2>
          <p class="faint">{words.about}</p>
        </div>
        {reasons.length > 1 && (
          <Menu
            label={`${words.reason}: ${reason ?? words.any}`}
            isQuiet
            align="right"
            items={[undefined, ...reasons].map((each) => ({
              label: each ?? words.any,
              isChosen: each === reason,
              onChoose: () => view.show({ reason: each }),
            }))}
          >
            <span>{reason ?? words.any}</span>
          </Menu>
        )}
      </header>
      {said !== undefined && (
        <p class="card-about" role="status">
          {said}
        </p>
      )}
      <LoadedPart loaded={letters} skeleton={<Skeleton lines={3} height={24} />}>
        {({ deadLetters }) => {
          const found = deadLetters.filter((each) => reason === undefined || each.reason === reason);
          if (found.length === 0) return <Notice size="small" title={words.empty} />;
          const shown = isAll ? found : found.slice(0, rowsAtFirst);
          const table = lettersTable(shown);
          return (
            <>
              <DataTable
                table={table}
                head={(row) => <span class="id">{row[0]}</span>}
                cell={(index, place) => {
                  const letter = shown[index];
                  if (letter === undefined) return undefined;
                  if (place === messagePlace)
                    return (
                      <span class="two-lines" title={letter.message}>
                        {letter.message}
                      </span>
                    );
                  return place === receiptPlace ? <code class="id">{letter.receiptId}</code> : undefined;
                }}
                {...(isAdmin
                  ? {
                      extra: {
                        title: words.action,
                        cell: (index: number) => {
                          const receiptId = shown[index]?.receiptId ?? '';
                          return (
                            <button
                              type="button"
                              class="button quiet"
                              title={words.againOf(receiptId)}
                              onClick={() => void sendAgain(receiptId)}
                            >
                              {words.again}
                            </button>
                          );
                        },
                      },
                    }
                  : {})}
              />
              <footer class="card-foot">
                <p class="faint">{words.show}</p>
                <div class="tools">
                  <MoreButton name="letters" shown={shown.length} all={found.length} view={view} />
                  <CsvButton table={table} fileName="dead-letters" />
                </div>
              </footer>
            </>
          );
        }}
      </LoadedPart>
    </section>
  );
}

function lettersTable(letters: readonly Letter[]): Table {
  const { columns, title } = text.operations.letters;
  return {
    title,
    columns: [
      { title: columns.at },
      { title: columns.affiliate },
      { title: columns.kind },
      { title: columns.reason },
      { title: columns.message },
      { title: columns.receipt },
    ],
    rows: letters.map((letter) => [
      formats.moment(letter.receivedAt, 'UTC'),
      letter.affiliateId,
      kinds[letter.kind] ?? letter.kind,
      letter.reason,
      letter.message,
      letter.receiptId,
    ]),
  };
}
