import { useId, useState } from 'preact/hooks';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/en.ts';
import { maxSteps, type FunnelStep } from './funnel-step.ts';

interface StepEditorProps {
  steps: readonly FunnelStep[];
  /** What is offered as one types. */
  names: Readonly<Record<'page' | 'event', readonly string[]>>;
  onChange: (steps: FunnelStep[]) => void;
}

const kinds = ['page', 'event', 'booking'] as const;

/** The steps of a funnel as fields; a change counts when a field is left or Enter is pressed. */
export function StepEditor({ steps: given, names, onChange }: StepEditorProps) {
  const [steps, setSteps] = useState(given);
  const lists = { page: useId(), event: useId() };
  const words = text.journeys.funnel;
  const apply = (next: FunnelStep[]): void => {
    setSteps(next);
    onChange(next);
  };
  const put = (index: number, step: FunnelStep): FunnelStep[] =>
    steps.map((each, place) => (place === index ? step : each));
  return (
    <form class="steps" onSubmit={(event) => event.preventDefault()}>
      <ol>
        {steps.map((step, index) => (
          <li key={index}>
            <span class="step-number" aria-hidden="true">
              {index + 1}
            </span>
            <select
              aria-label={words.kindOf(index + 1)}
              value={step.kind}
              onChange={(event) => {
                const kind = kinds.find((each) => each === event.currentTarget.value) ?? 'page';
                const name = kind === 'booking' ? '' : (names[kind][0] ?? '');
                apply(put(index, { kind, name }));
              }}
            >
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {words.kinds[kind]}
                </option>
              ))}
            </select>
            {step.kind !== 'booking' && (
              <input
                type="text"
                aria-label={words.nameOf(index + 1)}
                placeholder={words.placeholder[step.kind]}
                list={lists[step.kind]}
                maxLength={400}
                value={step.name}
                onInput={(event) =>
                  setSteps(put(index, { ...step, name: event.currentTarget.value.replaceAll(',', '') }))
                }
                onChange={() => onChange([...steps])}
              />
            )}
            {steps.length > 1 && (
              <button
                type="button"
                class="button quiet square"
                aria-label={words.remove(index + 1)}
                onClick={() => apply(steps.filter((_, place) => place !== index))}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
        {steps.length < maxSteps && (
          <li>
            <button
              type="button"
              class="button quiet"
              onClick={() => apply([...steps, { kind: 'page', name: names.page[0] ?? '/' }])}
            >
              <Icon name="plus" />
              {words.add}
            </button>
          </li>
        )}
      </ol>
      {(['page', 'event'] as const).map((kind) => (
        <datalist key={kind} id={lists[kind]}>
          {names[kind].map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      ))}
    </form>
  );
}
