import type { Chart, Series } from './chart.ts';
import { drawFrame, type Frame, type Look } from './frame.ts';
import type { Box, Mark, Point } from './mark.ts';
import { comparisonStyle, palette, type SeriesStyle } from './palette.ts';

/** Between the stripes of a fill. */
const stripeGap = 3.2;

/** How a chart is drawn, beside what it says. */
export interface PictureOptions {
  /** The category that the reader is to look at: its column is darker, its point has its value beside it. */
  emphasis?: number;
  /** Whether every column has its value above it; there is one series then. */
  isNamed?: boolean;
  /** How many steps the axis of values has at most. Default: 4. */
  steps?: number;
}

/**
 * Draws a chart into a box, as vectors. Several series are named above it; series are told apart by lightness, dash
 * and shape as well as by colour.
 *
 * @example drawPicture(chart, { x: 48, y: 100, width: 500, height: 160 }, look, { emphasis: 12 })
 */
export function drawPicture(chart: Chart, box: Box, look: Look, options: PictureOptions = {}): Mark[] {
  const legend = chart.series.length > 1 ? drawLegend(chart, box, look) : { marks: [], height: 0 };
  const room = { ...box, y: box.y + legend.height, height: box.height - legend.height };
  const values = chart.kind === 'stacked-bar' ? sums(chart) : chart.series.flatMap(({ points }) => points);
  const frame = drawFrame(chart, room, look, {
    values: values.filter((value) => value !== null),
    steps: options.steps ?? 4,
    isNamed: chart.series.length === 1 && (options.isNamed === true || options.emphasis !== undefined),
  });
  return [...legend.marks, ...frame.marks, ...drawValues(chart, frame, look, options)];
}

/** How a series is drawn on light ground. */
export function styleOf(chart: Chart, series: Series): Pick<SeriesStyle, 'light' | 'dash' | 'shape'> {
  if (series.role === 'comparison') return { ...comparisonStyle, shape: 'circle' };
  const mains = chart.series.filter((each) => each.role === 'main');
  return palette[mains.indexOf(series) % palette.length] ?? palette[0];
}

function drawValues(chart: Chart, frame: Frame, look: Look, options: PictureOptions): Mark[] {
  switch (chart.kind) {
    case 'line':
      // What compares is behind what it is compared with.
      return chart.series
        .toSorted((a, b) => Number(a.role === 'main') - Number(b.role === 'main'))
        .flatMap((series) => drawLine(chart, series, frame, look, options));
    case 'bar':
      return drawColumns(chart, frame, look, options);
    case 'stacked-bar':
      return drawStacks(chart, frame, look);
  }
  return chart.kind satisfies never;
}

function drawLine(
  chart: Chart,
  series: Series,
  { x, y, plot }: Frame,
  look: Look,
  { emphasis }: PictureOptions,
): Mark[] {
  const { light: colour, dash, shape } = styleOf(chart, series);
  const isMain = series.role === 'main';
  const runs = runsOf(series.points).map((run) =>
    run.map(({ index, value }) => ({ x: x(index), y: y(value) })),
  );
  const marks: Mark[] = [];
  for (const run of runs) {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) continue;
    if (chart.series.length === 1)
      marks.push({
        kind: 'area',
        points: [{ x: first.x, y: y(0) }, ...run, { x: last.x, y: y(0) }],
        fill: tint(colour, 0.9),
      });
    marks.push({ kind: 'line', points: run, colour, width: isMain ? 1.6 : 1, dash: scaled(dash) });
    // A point between two gaps would not be seen.
    if (run.length === 1) marks.push({ kind: 'dot', shape, ...first, radius: 1.8, fill: colour });
  }
  const value = emphasis === undefined ? null : (series.points[emphasis] ?? null);
  if (isMain && emphasis !== undefined && value !== null) {
    const at = { x: x(emphasis), y: y(value) };
    marks.push({ kind: 'dot', shape, ...at, radius: 2.6, fill: colour });
    if (chart.series.length === 1) marks.push(nameValue(look.value(value), at, plot, look));
  }
  return marks;
}

function drawColumns(chart: Chart, frame: Frame, look: Look, { emphasis, isNamed }: PictureOptions): Mark[] {
  const { x, y, step, plot } = frame;
  const width = Math.min(step * 0.66, 34) / chart.series.length;
  return chart.series.flatMap((series, place) => {
    const { light } = styleOf(chart, series);
    const offset = (place - chart.series.length / 2) * width;
    return series.points.flatMap((value, index): Mark[] => {
      if (value === null) return [];
      const isQuiet = emphasis !== undefined && emphasis !== index;
      const column = columnOf({ x: x(index) + offset, width }, y(value), y(0));
      const marks: Mark[] = [{ kind: 'rect', ...column, fill: isQuiet ? tint(light, 0.55) : light }];
      if ((emphasis === index || isNamed === true) && chart.series.length === 1)
        marks.push(nameValue(look.value(value), { x: x(index), y: column.y }, plot, look));
      return marks;
    });
  });
}

function drawStacks(chart: Chart, { x, y, step }: Frame, look: Look): Mark[] {
  const width = Math.min(step * 0.66, 34);
  return chart.categories.flatMap((_, index) => {
    let below = 0;
    return chart.series.flatMap((series): Mark[] => {
      const value = series.points[index] ?? 0;
      if (value <= 0) return [];
      const column = columnOf({ x: x(index) - width / 2, width }, y(below + value), y(below));
      below += value;
      const gap: Mark = { kind: 'rect', ...column, height: 0.7, fill: look.ground };
      return [...fillOf(chart, series, column, look), gap];
    });
  });
}

/**
 * Fills a box with a series' colour. Its third one is as dark as the first: in grey they are told apart by the stripes
 * of the third.
 */
function fillOf(chart: Chart, series: Series, box: Box, look: Look): Mark[] {
  const { light, shape } = styleOf(chart, series);
  const fill: Mark = { kind: 'rect', ...box, fill: light };
  if (chart.kind !== 'stacked-bar' || shape !== 'triangle') return [fill];
  const lines = Array.from({ length: Math.floor((box.height - 0.7) / stripeGap) }, (_, index): Mark => ({
    kind: 'rect',
    ...box,
    y: box.y + box.height - (index + 1) * stripeGap,
    height: 0.55,
    fill: look.ground,
  }));
  return [fill, ...lines];
}

/** The names of the series, each behind a sample of how it is drawn; on as many lines as they need. */
function drawLegend(chart: Chart, box: Box, look: Look): { marks: Mark[]; height: number } {
  const marks: Mark[] = [];
  const line = look.size * 1.9;
  let [x, y] = [box.x, box.y];
  for (const series of chart.series) {
    const { light, dash, shape } = styleOf(chart, series);
    const sample = chart.kind === 'line' ? 18 : 8;
    const width = sample + 4 + look.measure(series.name, look.size, false);
    if (x > box.x && x + width > box.x + box.width) [x, y] = [box.x, y + line];
    const middle = y + look.size * 0.7;
    if (chart.kind === 'line') {
      const points = [
        { x, y: middle },
        { x: x + sample, y: middle },
      ];
      marks.push({ kind: 'line', points, colour: light, width: 1.6, dash: scaled(dash) });
      if (series.role === 'main')
        marks.push({ kind: 'dot', shape, x: x + sample / 2, y: middle, radius: 2, fill: light });
    } else {
      const swatch = { x, y: middle - sample / 2, width: sample, height: sample };
      marks.push(...fillOf(chart, series, swatch, look));
    }
    const label = { size: look.size, colour: look.text, isBold: false, align: 'left' } as const;
    marks.push({ kind: 'label', ...label, text: series.name, x: x + sample + 4, y });
    x += width + 14;
  }
  return { marks, height: y - box.y + line };
}

/** A value above its point, moved in where it would leave the picture. */
function nameValue(text: string, at: Point, plot: Box, look: Look): Mark {
  const size = look.size + 0.5;
  const half = look.measure(text, size, true) / 2;
  return {
    kind: 'label',
    text,
    size,
    colour: look.text,
    isBold: true,
    align: 'middle',
    x: Math.min(at.x, plot.x + plot.width - half),
    y: at.y - size * 1.4 - 2.5,
  };
}

function columnOf({ x, width }: { x: number; width: number }, end: number, zero: number): Box {
  return { x, width, y: Math.min(end, zero), height: Math.abs(zero - end) };
}

/** Values that stand side by side without a gap. */
function runsOf(points: readonly (number | null)[]): { index: number; value: number }[][] {
  const runs: { index: number; value: number }[][] = [[]];
  for (const [index, value] of points.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ index, value });
  }
  return runs.filter((run) => run.length > 0);
}

function sums(chart: Chart): number[] {
  return chart.categories.map((_, index) =>
    chart.series.reduce((sum, { points }) => sum + (points[index] ?? 0), 0),
  );
}

/** The palette's strokes are those of a screen; on paper they are finer. */
function scaled(dash: readonly number[]): number[] {
  return dash.map((length) => length * 0.6);
}

/** A colour with so much white in it. */
export function tint(colour: string, white: number): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `#${channels
    .map((each) =>
      Math.round(each + (255 - each) * white)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
