import { useMemo } from 'preact/hooks';
import type { Pipelines } from '../../../api/pipelines.ts';
import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import type { Session } from '../../state/session.ts';
import { text } from '../../text/en.ts';
import { AccountsCard } from './accounts-card.tsx';
import { BackfillsCard } from './backfills-card.tsx';
import { FreshnessCard } from './freshness-card.tsx';
import { LettersCard } from './letters-card.tsx';
import { viewOf } from './operations-view.ts';
import { RunsCard } from './runs-card.tsx';

/** How the house is doing: freshness, runs, accounts, and what could not be stored. */
export function OperationsPage({ session, search }: { session: Session; search: string }) {
  const view = useMemo(() => viewOf(search), [search]);
  const pipelines = useData<Pipelines>(apiPath('/pipelines', { limit: '1' }));
  const models = pipelines.value?.models.map(({ model }) => model) ?? [];
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{text.operations.title}</h1>
          <p class="faint">{text.operations.lead}</p>
        </div>
      </header>
      <FreshnessCard pipelines={pipelines} view={view} />
      <AccountsCard view={view} />
      <LettersCard view={view} isAdmin={session.role === 'admin'} />
      <RunsCard view={view} />
      <BackfillsCard models={models} isAdmin={session.role === 'admin'} />
    </>
  );
}
