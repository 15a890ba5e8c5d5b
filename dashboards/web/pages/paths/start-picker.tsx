import { useId, useState } from 'preact/hooks';
import { text } from '../../text/en.ts';
import type { PathStart } from './path-start.ts';

interface StartPickerProps {
  start: PathStart;
  /** What is offered as one types. */
  names: Readonly<Record<'page' | 'event', readonly string[]>>;
  onChange: (start: PathStart) => void;
}

const kinds = ['first', 'page', 'event'] as const;

/** Where paths begin, as fields; a name counts when its field is left or Enter is pressed. */
export function StartPicker({ start: given, names, onChange }: StartPickerProps) {
  const [start, setStart] = useState(given);
  const list = useId();
  const words = text.paths;
  return (
    <form class="steps" onSubmit={(event) => event.preventDefault()}>
      <ol>
        <li>
          <select
            aria-label={words.startLabel}
            value={start.kind}
            onChange={(event) => {
              const kind = kinds.find((each) => each === event.currentTarget.value) ?? 'first';
              const next: PathStart =
                kind === 'first' ? { kind } : { kind, name: names[kind][0] ?? words.placeholder[kind] };
              setStart(next);
              onChange(next);
            }}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {words.starts[kind]}
              </option>
            ))}
          </select>
          {start.kind !== 'first' && (
            <>
              <input
                type="text"
                class="wide"
                aria-label={words.nameOf[start.kind]}
                placeholder={words.placeholder[start.kind]}
                list={list}
                maxLength={400}
                value={start.name}
                onInput={(event) => setStart({ ...start, name: event.currentTarget.value })}
                onChange={() => onChange(start)}
              />
              <datalist id={list}>
                {names[start.kind].map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </>
          )}
        </li>
      </ol>
    </form>
  );
}
