import { nothing } from '../format/format.ts';
import { formats } from '../format/reader.ts';
import type { Metric } from '../metric/metric.ts';
import { text } from '../text/en.ts';
import { Icon } from './icon.tsx';

/** What a change from one value to another is: in percent, for shares in percentage points. */
export function changeOf(
  metric: Pick<Metric, 'format'>,
  now: number | null,
  before: number | null,
): number | null {
  if (now === null || before === null) return null;
  if (metric.format.style === 'percent') return now - before;
  if (now === before) return 0;
  return before === 0 ? null : (now - before) / Math.abs(before);
}

interface ChangeProps {
  metric: Pick<Metric, 'format' | 'better'>;
  now: number | null;
  before: number | null;
}

/** A change as an arrow, a number and, where more is better or worse, a colour. */
export function Change({ metric, now, before }: ChangeProps) {
  const change = changeOf(metric, now, before);
  const was = formats.value(before, metric.format);
  if (change === null) {
    return (
      <span class="change" title={text.change.from(was)}>
        <span class="unseen">{text.change.unknown}</span>
        <span aria-hidden="true">{now === null ? nothing : text.change.none}</span>
      </span>
    );
  }
  const rounded = Math.round(change * 1_000) / 1_000;
  const direction = rounded === 0 ? 'same' : rounded > 0 ? 'up' : 'down';
  const isGood = metric.better === undefined ? undefined : direction === metric.better;
  const tone = direction === 'same' || isGood === undefined ? '' : isGood ? 'good' : 'bad';
  const size =
    metric.format.style === 'percent'
      ? text.change.points(formats.value(Math.abs(rounded) * 100, { style: 'decimal', digits: 1 }))
      : formats.value(Math.abs(rounded), { style: 'percent', digits: Math.abs(rounded) < 0.1 ? 1 : 0 });
  return (
    <span class={`change ${tone}`} title={text.change.from(was)}>
      <Icon name={direction} />
      <span class="unseen">{text.change[direction]}</span>
      {size}
      <span class="unseen">{text.change.from(was)}</span>
    </span>
  );
}
