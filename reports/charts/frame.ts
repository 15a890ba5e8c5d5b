import type { Category, Chart } from './chart.ts';
import type { Box, Mark, Measure } from './mark.ts';
import { createScale } from './scale.ts';

/** What a chart's picture takes from the document around it. */
export interface Look {
  text: string;
  muted: string;
  rule: string;
  /** What stands behind the picture. */
  ground: string;
  /** Of labels, in points. */
  size: number;
  measure: Measure;
  /** Writes a value in full, with its unit. */
  value: (value: number) => string;
  /** Writes a value beside an axis, in short. */
  tick: (value: number) => string;
}

/** The axes of a chart, and where its values stand between them. */
export interface Frame {
  marks: Mark[];
  /** What the axes leave. */
  plot: Box;
  /** The middle of a category. */
  x: (index: number) => number;
  /** How much room a category has. */
  step: number;
  y: (value: number) => number;
}

/** Draws a chart's axes into a box: thin rules at round numbers, and as many categories as find room. */
export function drawFrame(
  chart: Chart,
  box: Box,
  look: Look,
  { values, steps, isNamed }: { values: readonly number[]; steps: number; isNamed: boolean },
): Frame {
  const scale = createScale(values, {
    most: steps,
    leastStep: chart.format.style === 'count' ? 1 : chart.format.style === 'percent' ? 0.01 : 0,
  });
  const ticks = scale.ticks.map((tick) => look.tick(tick));
  const left = Math.max(...ticks.map((tick) => look.measure(tick, look.size, false))) + 6;
  const below = look.size * 1.4 + 4;
  // A value that stands above its point needs room there.
  const above = look.size * (isNamed ? 1.9 : 0.7);
  const plot = {
    x: box.x + left,
    y: box.y + above,
    width: box.width - left,
    height: box.height - above - below,
  };
  const y = (value: number) => plot.y + plot.height * (1 - scale.place(value));
  const step = plot.width / Math.max(1, chart.categories.length);
  const x = (index: number) => plot.x + step * (index + 0.5);
  const label = { size: look.size, colour: look.muted, isBold: false } as const;
  const marks = scale.ticks.flatMap((tick, index): Mark[] => [
    {
      kind: 'line',
      points: [
        { x: plot.x, y: y(tick) },
        { x: plot.x + plot.width, y: y(tick) },
      ],
      colour: tick === 0 ? look.muted : look.rule,
      width: tick === 0 ? 0.7 : 0.4,
      dash: [],
    },
    {
      kind: 'label',
      ...label,
      text: ticks[index] ?? '',
      x: plot.x - 6,
      y: y(tick) - look.size * 0.68,
      align: 'right',
    },
  ]);
  for (const index of shownCategories(chart.categories, step, look)) {
    const text = chart.categories[index]?.label ?? '';
    const half = look.measure(text, look.size, false) / 2;
    const centre = Math.min(Math.max(x(index), box.x + half), box.x + box.width - half);
    marks.push({ kind: 'label', ...label, text, x: centre, y: plot.y + plot.height + 4, align: 'middle' });
  }
  return { marks, plot, x, step, y };
}

/** Which categories are named: every one, or every second, third ... counted from the last, which always is. */
function shownCategories(categories: readonly Category[], step: number, look: Look): number[] {
  const widest = Math.max(0, ...categories.map(({ label }) => look.measure(label, look.size, false))) + 10;
  const every = Math.max(1, Math.ceil(widest / step));
  return categories.flatMap((_, index) => ((categories.length - 1 - index) % every === 0 ? [index] : []));
}
