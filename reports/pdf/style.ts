/** A4 and its margins, in points. Everything between `left` and `right`, `top` and `bottom` is content. */
export const page = {
  width: 595.28,
  height: 841.89,
  left: 48,
  right: 547.28,
  top: 56,
  bottom: 776,
  footer: 796,
};

export const contentWidth = page.right - page.left;

/** Colours with a contrast of 4.5:1 on white for text; distinct in grey too. */
export const colours = {
  ink: '#17212b',
  muted: '#55616d',
  accent: '#0b5c6e',
  bar: '#0b5c8a',
  rule: '#c9d1d8',
  tint: '#eef2f4',
} as const;

export interface TextStyle {
  font: 'regular' | 'bold';
  size: number;
  colour: string;
  /** Space between lines, in points. */
  lineGap: number;
}

export const styles = {
  overline: { font: 'bold', size: 8, colour: colours.muted, lineGap: 0 },
  title: { font: 'bold', size: 26, colour: colours.ink, lineGap: -4 },
  subtitle: { font: 'regular', size: 15, colour: colours.accent, lineGap: 0 },
  section: { font: 'bold', size: 14, colour: colours.ink, lineGap: -1 },
  subsection: { font: 'bold', size: 10, colour: colours.accent, lineGap: 0 },
  body: { font: 'regular', size: 9, colour: colours.ink, lineGap: 1 },
  strong: { font: 'bold', size: 9, colour: colours.ink, lineGap: 1 },
  small: { font: 'regular', size: 7.5, colour: colours.muted, lineGap: 0 },
  cell: { font: 'regular', size: 8, colour: colours.ink, lineGap: 0 },
  cellStrong: { font: 'bold', size: 8, colour: colours.ink, lineGap: 0 },
  cellMuted: { font: 'regular', size: 8, colour: colours.muted, lineGap: 0 },
  columnTitle: { font: 'bold', size: 7, colour: colours.muted, lineGap: 0 },
  headline: { font: 'bold', size: 21, colour: colours.ink, lineGap: 0 },
} as const satisfies Record<string, TextStyle>;
