import { formats } from '../format/reader.ts';
import { monthStart } from '../state/days.ts';
import { Icon } from './icon.tsx';

interface MonthChoiceProps {
  /** `2026-05`. */
  month: string;
  before: string;
  after: string;
  onChoose: (month: string) => void;
}

/** A month between the one before and the one after. */
export function MonthChoice({ month, before, after, onChoose }: MonthChoiceProps) {
  const step = (months: number): void => onChoose(monthStart(`${month}-01`, months).slice(0, 7));
  return (
    <div class="month-choice">
      <button type="button" class="button quiet square back" aria-label={before} onClick={() => step(-1)}>
        <Icon name="arrow" />
      </button>
      <h2>{formats.month(month)}</h2>
      <button type="button" class="button quiet square" aria-label={after} onClick={() => step(1)}>
        <Icon name="arrow" />
      </button>
    </div>
  );
}
