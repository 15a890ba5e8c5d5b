import { useState } from 'preact/hooks';
import { isRange, type Days } from '../state/period.ts';
import { text } from '../text/en.ts';
import { Dialog } from './dialog.tsx';

interface PeriodDialogProps {
  days: Days;
  onClose: () => void;
  onChoose: (days: Days) => void;
}

/** Asks for a first and a last day. */
export function PeriodDialog({ days, onClose, onChoose }: PeriodDialogProps) {
  const [chosen, setChosen] = useState(days);
  const isRight = isRange(chosen.from, chosen.to);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isRight) onChoose(chosen);
  };
  const field = (name: 'from' | 'to') => (
    <label>
      {text.period[name]}
      <input
        type="date"
        required
        value={chosen[name]}
        onInput={(event) => setChosen({ ...chosen, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <Dialog title={text.period.title} onClose={onClose}>
      <form class="period-form" onSubmit={submit}>
        <div class="fields">
          {field('from')}
          {field('to')}
        </div>
        <p class="fault-line" role="status">
          {isRight ? '' : text.period.wrong}
        </p>
        <button type="submit" class="button strong" disabled={!isRight}>
          {text.period.apply}
        </button>
      </form>
    </Dialog>
  );
}
