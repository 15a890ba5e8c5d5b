import { useState } from 'preact/hooks';
import { addDays, isDate, today } from '../../state/days.ts';
import { text } from '../../text/en.ts';

/** As the API takes it; instants. */
export interface BackfillOrder {
  model: string;
  from: string;
  to: string;
  downstream: boolean;
}

interface BackfillFormProps {
  models: readonly string[];
  /** Why the last order was refused. */
  fault: string | undefined;
  onOrder: (order: BackfillOrder) => void;
}

/** Orders whole days of a model to be built again. */
export function BackfillForm({ models, fault, onOrder }: BackfillFormProps) {
  const words = text.operations.backfills;
  const yesterday = addDays(today(Date.now(), 'UTC'), -1);
  const [chosen, setChosen] = useState('');
  const [from, setFrom] = useState(yesterday);
  const [to, setTo] = useState(yesterday);
  const [downstream, setDownstream] = useState(true);
  const model = chosen === '' ? (models[0] ?? '') : chosen;
  const isRight = model !== '' && isDate(from) && isDate(to) && from <= to;
  return (
    <form
      class="share-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRight) return;
        onOrder({ model, from: instantOf(from), to: instantOf(addDays(to, 1)), downstream });
      }}
    >
      <label>
        {words.model}
        <select value={model} onChange={(event) => setChosen(event.currentTarget.value)}>
          {models.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.from}
        <input type="date" value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label>
        {words.to}
        <input type="date" value={to} onInput={(event) => setTo(event.currentTarget.value)} />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={downstream}
          onChange={(event) => setDownstream(event.currentTarget.checked)}
        />
        {words.downstream}
      </label>
      <button type="submit" class="button" disabled={!isRight}>
        {words.order}
      </button>
      {fault !== undefined && (
        <p class="fault-line" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}

function instantOf(date: string): string {
  return `${date}T00:00:00.000Z`;
}
