import { expect, test } from 'vitest';
import { comparisonStyle, palette } from '../../../../reports/charts/palette.ts';

const grounds = { light: '#ffffff', dark: '#151c21' };
const leastContrast = 3;
/** In L* of CIELAB: less than this is one grey. */
const leastStep = 6;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const lightness = (colour: string): number => 116 * Math.cbrt(luminance(colour)) - 16;

function contrast(one: string, other: string): number {
  const [more = 0, less = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (more + 0.05) / (less + 0.05);
}

test.each(['light', 'dark'] as const)('the series stand out from %s ground', (ground) => {
  for (const style of [...palette, comparisonStyle]) {
    expect(contrast(style[ground], grounds[ground]), style[ground]).toBeGreaterThanOrEqual(leastContrast);
  }
});

test.each(['light', 'dark'] as const)('the series on %s ground are told apart without colour', (ground) => {
  const steps = palette.map((style) => lightness(style[ground])).toSorted((a, b) => a - b);
  const least = Math.min(...steps.slice(1).map((step, index) => step - (steps[index] ?? 0)));
  expect(least).toBeGreaterThanOrEqual(leastStep);
  expect(new Set(palette.map(({ dash }) => dash.join('-'))).size).toBe(palette.length);
  expect(new Set(palette.map(({ shape }) => shape)).size).toBe(palette.length);
});
