import { text } from '../../text/en.ts';
import type { OperationsView } from './operations-view.ts';

interface MoreButtonProps {
  /** What is shown in full: a name in the address. */
  name: string;
  shown: number;
  all: number;
  view: OperationsView;
}

/** Shows all rows of a card; not there where all of them are. */
export function MoreButton({ name, shown, all, view }: MoreButtonProps) {
  if (shown >= all) return null;
  return (
    <button type="button" class="button" onClick={() => view.show({ [name]: 'all' })}>
      {text.breakdown.more}
    </button>
  );
}
