/** A place on a page, in points from its top left. */
export interface Point {
  x: number;
  y: number;
}

/** A rectangle of a page. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** What a chart is drawn with: shapes and words, no library. */
export type Mark =
  | ({ kind: 'rect'; fill: string } & Box)
  | {
      kind: 'line';
      points: readonly Point[];
      colour: string;
      width: number;
      dash: readonly number[];
    }
  | { kind: 'area'; points: readonly Point[]; fill: string }
  | ({ kind: 'dot'; shape: Shape; radius: number; fill: string } & Point)
  | ({ kind: 'label' } & Label & Point);

/** How a point is told from those of other series, also without colour. */
export type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

/** One line of text; `y` is its top. */
export interface Label {
  text: string;
  size: number;
  colour: string;
  isBold: boolean;
  align: 'left' | 'middle' | 'right';
}

/** How wide a text is on one line, in points. */
export type Measure = (text: string, size: number, isBold: boolean) => number;
