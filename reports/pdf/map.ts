import type { Box, Point } from '../charts/mark.ts';
import type { Land } from '../map/land.ts';
import { layOutRoutes, type Leg, type RouteMap } from '../map/route-map.ts';
import type { Pdf } from './document.ts';
import { drawFigure } from './picture.ts';

/** What a map is drawn with. */
export interface MapColours {
  sea: string;
  land: string;
  route: string;
  stop: string;
  name: string;
}

const nameSize = 7.5;

/** Draws the ways that were flown over the land, and names as many stops as find room, those with most flights first. */
export function drawRouteMap(
  pdf: Pdf,
  legs: readonly Leg[],
  map: { box: Box; alt: string; colours: MapColours; land: Land; names: number },
): void {
  const { box, alt, colours, land } = map;
  const routes = layOutRoutes(legs, box);
  const { canvas } = pdf;
  drawFigure(pdf, box, alt, () => {
    canvas.save();
    canvas.rect(box.x, box.y, box.width, box.height).clip();
    canvas.rect(box.x, box.y, box.width, box.height).fill(colours.sea);
    drawLand(pdf, routes, land, colours.land);
    for (const { points, flights } of routes.lines) {
      for (const [index, { x, y }] of points.entries())
        if (index === 0) canvas.moveTo(x, y);
        else canvas.lineTo(x, y);
      canvas
        .lineWidth(Math.min(2.6, 0.9 + 0.35 * Math.log2(flights)))
        .lineJoin('round')
        .lineCap('round')
        .stroke(colours.route);
    }
    for (const { at } of routes.stops) {
      canvas.circle(at.x, at.y, 2.4).lineWidth(0.8).fillAndStroke(colours.stop, colours.sea);
    }
    nameStops(pdf, routes, map);
    canvas.restore();
  });
}

/** The land is a form of the document, placed as often as the map shows a part of it. */
function drawLand(pdf: Pdf, { shifts, place, scale }: RouteMap, land: Land, colour: string): void {
  const { canvas } = pdf;
  const name = pdf.form('Land', land);
  for (const shift of shifts) {
    const { x, y } = place({ x: shift, y: 0 });
    const unit = scale / land.unitsPerDegree;
    canvas.save().fillColor(colour).transform(unit, 0, 0, -unit, x, y);
    canvas.addContent(`/${name} Do`);
    canvas.restore();
  }
}

function nameStops(pdf: Pdf, routes: RouteMap, map: { box: Box; colours: MapColours; names: number }): void {
  const { box, colours } = map;
  const taken: Box[] = routes.stops.map(({ at }) => ({ x: at.x - 3, y: at.y - 3, width: 6, height: 6 }));
  let named = 0;
  for (const { at, name } of routes.stops) {
    if (named >= map.names) return;
    const width = pdf.widthOf(name, { font: 'bold', size: nameSize });
    const spot = spotsAround(at, width).find(
      (each) => isInside(each, box) && !taken.some((other) => overlaps(each, other)),
    );
    if (spot === undefined) continue;
    taken.push(spot);
    named += 1;
    const style = { font: 'bold', size: nameSize, colour: colours.name } as const;
    pdf.label(name, style, { x: spot.x, y: spot.y, align: 'left' });
  }
}

function spotsAround({ x, y }: Point, width: number): Box[] {
  const height = nameSize * 1.36;
  return [
    { x: x + 5, y: y - height / 2 },
    { x: x - 5 - width, y: y - height / 2 },
    { x: x - width / 2, y: y - height - 4 },
    { x: x - width / 2, y: y + 4 },
    { x: x + 4, y: y - height },
    { x: x + 4, y: y },
    { x: x - 4 - width, y: y - height },
    { x: x - 4 - width, y: y },
  ].map((spot) => ({ ...spot, width, height }));
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x + 2 &&
    inner.y >= outer.y + 2 &&
    inner.x + inner.width <= outer.x + outer.width - 2 &&
    inner.y + inner.height <= outer.y + outer.height - 2
  );
}
