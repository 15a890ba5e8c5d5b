/** How one series is told from the others: by colour, and where there is no colour by lightness, dash and shape. */
export interface SeriesStyle {
  /** On white and other light ground. */
  light: string;
  /** On dark ground. */
  dark: string;
  /** Lengths of strokes and gaps; empty is a whole line. */
  dash: readonly number[];
  shape: 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';
}

/**
 * Of the series of a chart, in order. The hues are apart for the colour-blind (after Okabe and Ito), their lightness
 * differs so that they hold in grey, and each has a contrast of 3:1 to its ground.
 */
export const palette: readonly [SeriesStyle, ...SeriesStyle[]] = [
  { light: '#0b5c8a', dark: '#56b4e9', dash: [], shape: 'circle' },
  { light: '#d55e00', dark: '#ffd27d', dash: [8, 3], shape: 'square' },
  { light: '#33226e', dark: '#e8762b', dash: [2, 3], shape: 'triangle' },
  { light: '#cc79a7', dark: '#b35a8b', dash: [8, 3, 2, 3], shape: 'diamond' },
  { light: '#78204f', dark: '#7fd4b4', dash: [12, 4], shape: 'cross' },
];

/** What a comparison is drawn with, whatever it compares. */
export const comparisonStyle = { light: '#76828d', dark: '#8b98a3', dash: [4, 4] } as const;
