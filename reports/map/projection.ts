/** A place on the earth, in degrees. */
export interface Position {
  longitude: number;
  latitude: number;
}

/** A place on the flat map: degrees eastward, and as many upward as keep shapes near to what they are. */
export interface Flat {
  x: number;
  y: number;
}

const radians = Math.PI / 180;

/**
 * Projects a place as O. M. Miller did in 1942: a cylinder, so that the map can be cut open at any meridian, whose poles stay
 * in the picture.
 */
export function project({ longitude, latitude }: Position): Flat {
  const y = 1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * latitude * radians));
  return { x: longitude, y: y / radians };
}

/** Returns places along the great circle between two, both ends among them; longitudes go on past 180 without a jump. */
export function greatCircle(from: Position, to: Position): Position[] {
  const [a, b] = [toVector(from), toVector(to)];
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const pieces = Math.max(1, Math.ceil(angle / radians / 2));
  if (angle < 1e-9) return [from, to];
  const places: Position[] = [];
  for (let piece = 0; piece <= pieces; piece += 1) {
    const share = piece / pieces;
    const [p, q] = [
      Math.sin((1 - share) * angle) / Math.sin(angle),
      Math.sin(share * angle) / Math.sin(angle),
    ];
    const [x, y, z] = [a[0] * p + b[0] * q, a[1] * p + b[1] * q, a[2] * p + b[2] * q];
    const latitude = Math.atan2(z, Math.hypot(x, y)) / radians;
    const before = places.at(-1)?.longitude ?? from.longitude;
    places.push({ longitude: near(Math.atan2(y, x) / radians, before), latitude });
  }
  return places;
}

/** The same meridian, told so that it is at most half a turn from another. */
export function near(longitude: number, other: number): number {
  return longitude + 360 * Math.round((other - longitude) / 360);
}

function toVector({ longitude, latitude }: Position): [number, number, number] {
  const [lambda, phi] = [longitude * radians, latitude * radians];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}
