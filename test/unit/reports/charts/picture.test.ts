import { describe, expect, test } from 'vitest';
import type { Chart } from '../../../../reports/charts/chart.ts';
import type { Look } from '../../../../reports/charts/frame.ts';
import type { Mark } from '../../../../reports/charts/mark.ts';
import { palette } from '../../../../reports/charts/palette.ts';
import { drawPicture, tint } from '../../../../reports/charts/picture.ts';
import { createScale } from '../../../../reports/charts/scale.ts';
import { createFormatters } from '../../../../reports/pdf/intl.ts';
import { createValueWriter } from '../../../../reports/charts/write-value.ts';

const look: Look = {
  text: '#000000',
  muted: '#555555',
  rule: '#cccccc',
  ground: '#ffffff',
  size: 7,
  measure: (text, size) => text.length * size * 0.5,
  ...createValueWriter('en', { style: 'count' }, createFormatters()),
};
const box = { x: 0, y: 0, width: 300, height: 120 };
const chart = (changes: Partial<Chart>): Chart => ({
  kind: 'bar',
  title: 'Bookings',
  summary: 'Bookings',
  categories: ['A', 'B', 'C', 'D'].map((label) => ({ label, name: label })),
  series: [{ name: 'Bookings', role: 'main', points: [4, null, 8, 2] }],
  format: { style: 'count' },
  ...changes,
});
const only = <Kind extends Mark['kind']>(marks: readonly Mark[], kind: Kind) =>
  marks.filter((mark): mark is Extract<Mark, { kind: Kind }> => mark.kind === kind);

describe('scale', () => {
  test.each([
    ['round steps', [12, 48], 0, [0, 20, 40, 60]],
    ['whole steps of what is counted', [0, 2], 1, [0, 1, 2]],
    ['tidy fractions', [0.1, 0.3], 0, [0, 0.1, 0.2, 0.3]],
    ['values under zero', [-30, 70], 0, [-50, -25, 0, 25, 50, 75]],
    ['no values', [], 1, [0, 1]],
    ['zeros only', [0, 0], 0, [0, 1]],
  ])('has %s', (_, values, leastStep, ticks) => {
    expect(createScale(values, { most: 4, leastStep }).ticks).toEqual(ticks);
  });
});

describe('picture', () => {
  test('columns stand on zero, as high as their values; a gap has none', () => {
    const columns = only(drawPicture(chart({}), box, look), 'rect');
    expect(columns).toHaveLength(3);
    const [a, c, d] = columns.map(({ height }) => height);
    expect([(a ?? 0) / (c ?? 1), (d ?? 0) / (c ?? 1)]).toEqual([expect.closeTo(0.5), expect.closeTo(0.25)]);
    expect(new Set(columns.map(({ y, height }) => Math.round(y + height))).size).toBe(1);
  });

  test('the emphasised column is darker than the others and has its value above it', () => {
    const marks = drawPicture(chart({}), box, look, { emphasis: 2 });
    const fills = only(marks, 'rect').map(({ fill }) => fill);
    expect(fills).toEqual([tint(palette[0].light, 0.55), palette[0].light, tint(palette[0].light, 0.55)]);
    expect(only(marks, 'label').filter(({ isBold }) => isBold)).toMatchObject([{ text: '8' }]);
  });

  test('a line breaks at a gap; a point between two gaps is a dot', () => {
    const marks = drawPicture(
      chart({ kind: 'line', series: [{ name: 'A', role: 'main', points: [1, null, 3, 4] }] }),
      box,
      look,
    );
    const strokes = only(marks, 'line').filter(({ colour }) => colour === palette[0].light);
    expect(strokes.map(({ points }) => points.length)).toEqual([1, 2]);
    expect(only(marks, 'dot')).toHaveLength(1);
  });

  test('several series are named, and told apart by dash and shape, not by colour alone', () => {
    const series = ['One', 'Two'].map((name) => ({ name, role: 'main', points: [1, 2, 3, 4] }) as const);
    const marks = drawPicture(chart({ kind: 'line', series }), box, look, { emphasis: 3 });
    expect(only(marks, 'label').map(({ text }) => text)).toEqual(expect.arrayContaining(['One', 'Two']));
    const dashes = only(marks, 'line').filter(({ points }) => points.length === 4);
    expect(new Set(dashes.map(({ dash }) => dash.join())).size).toBe(2);
    expect(new Set(only(marks, 'dot').map(({ shape }) => shape)).size).toBe(2);
  });

  test('stacks add up to the height of their sum', () => {
    const series = [2, 3].map((value) => ({ name: `${value}`, role: 'main', points: [value] }) as const);
    const categories = [{ label: 'A', name: 'A' }];
    const alone = drawPicture(
      chart({ kind: 'stacked-bar', categories, series: [{ name: '5', role: 'main', points: [5] }] }),
      box,
      look,
    );
    const stacked = drawPicture(chart({ kind: 'stacked-bar', categories, series }), box, look);
    const top = (marks: readonly Mark[]) => only(marks, 'rect').filter(({ height }) => height > 10);
    const heights = top(stacked).map(({ height }) => height);
    expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(1.5);
    expect(top(alone)).toHaveLength(1);
  });

  test('stripes the third part of a stack, which in grey would be taken for the first', () => {
    const series = [5, 5, 5].map((value) => ({ name: 'N', role: 'main', points: [value] }) as const);
    const categories = [{ label: 'A', name: 'A' }];
    const rects = only(drawPicture(chart({ kind: 'stacked-bar', categories, series }), box, look), 'rect');
    const [first, , third] = rects.filter(({ height, width }) => height > 10 && width > 10);
    const stripesIn = (part: typeof first) =>
      rects.filter(
        ({ y, height }) => part !== undefined && height < 0.7 && y > part.y && y < part.y + part.height,
      ).length;
    expect(stripesIn(first)).toBe(0);
    expect(stripesIn(third)).toBeGreaterThan(3);
  });

  test('names no more categories than there is room for, and always the last', () => {
    const categories = Array.from({ length: 40 }, (_, index) => ({ label: `Month ${index}`, name: '' }));
    const points = categories.map((__, index) => index);
    const marks = drawPicture(
      chart({ categories, series: [{ name: 'A', role: 'main', points }] }),
      box,
      look,
    );
    const named = only(marks, 'label').filter(({ text }) => text.startsWith('Month'));
    expect(named.length).toBeLessThan(9);
    expect(named.at(-1)?.text).toBe('Month 39');
  });
});
