import { useState } from 'preact/hooks';
import { formats } from '../format/reader.ts';
import type { AffiliateContext } from '../pages/affiliate-context.ts';
import { presets } from '../state/period.ts';
import type { Comparison } from '../state/view.ts';
import { text } from '../text/en.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';
import { PeriodDialog } from './period-dialog.tsx';

const comparisons: readonly Comparison[] = ['previous', 'year', 'none'];
const groupStarts = new Set<string>(['7d', 'month']);

/** Chooses the period and what it is compared with. */
export function Controls({
  context,
  hasComparison = true,
}: {
  context: AffiliateContext;
  hasComparison?: boolean;
}) {
  const { view, show, days } = context;
  const [isChoosing, setIsChoosing] = useState(false);
  const { period } = view;
  const shown = formats.days(days.from, days.to);
  const name = 'preset' in period ? text.period.presets[period.preset] : shown;
  return (
    <div class="controls">
      {hasComparison && (
        <Menu
          label={`${text.period.compareLabel}: ${text.period.versus[view.compare]}`}
          isQuiet
          align="right"
          items={comparisons.map((compare) => ({
            label: text.period.compare[compare],
            isChosen: compare === view.compare,
            onChoose: () => show({ ...view, compare }),
          }))}
        >
          <span>{text.period.versus[view.compare]}</span>
        </Menu>
      )}
      <Menu
        label={`${text.period.label}: ${name}, ${shown}`}
        align="right"
        items={[
          ...presets.map((preset) => ({
            label: text.period.presets[preset],
            isChosen: 'preset' in period && period.preset === preset,
            startsGroup: groupStarts.has(preset),
            onChoose: () => show({ ...view, period: { preset }, granularity: undefined }),
          })),
          {
            label: text.period.custom,
            isChosen: !('preset' in period),
            startsGroup: true,
            onChoose: () => setIsChoosing(true),
          },
        ]}
      >
        <Icon name="calendar" />
        <span>{name}</span>
      </Menu>
      {isChoosing && (
        <PeriodDialog
          days={days}
          onClose={() => setIsChoosing(false)}
          onChoose={(chosen) => {
            setIsChoosing(false);
            show({ ...view, period: chosen, granularity: undefined });
          }}
        />
      )}
    </div>
  );
}
