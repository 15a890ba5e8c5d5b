import { divide, exact } from './money.ts';

type Figure = number | string | null;

/** Every number of a month by its flat name beside that of another one, undefined where there is none. */
export function compareWith(metrics: object, other: object | undefined, isWhole: boolean) {
  const own = flatten(metrics);
  const before = new Map(other === undefined ? [] : flatten(other));
  return Object.fromEntries(
    own.map(([name, figure]) => {
      const value = before.get(name) ?? null;
      return [name, { value, changePercent: isWhole ? percentOf(figure, value) : null }];
    }),
  );
}

/** Of the base, to a tenth; blank where either is missing, or the base is nothing. */
function percentOf(figure: Figure, base: Figure): number | null {
  if (figure === null || base === null) return null;
  const [to, from] = [unitsOf(figure), unitsOf(base)];
  if (from === 0n) return null;
  return Number(divide((to - from) * 1_000n, from < 0n ? -from : from)) / 10;
}

/** In millionths of a millionth. */
function unitsOf(figure: number | string): bigint {
  const { units, scale } = exact(typeof figure === 'string' ? figure : figure.toFixed(12));
  return units * 10n ** BigInt(12 - scale);
}

/** The numbers of a month by their flat names. */
export function figuresOf(metrics: object): Readonly<Record<string, Figure>> {
  return Object.fromEntries(flatten(metrics));
}

function flatten(metrics: object): [string, Figure][] {
  return Object.entries(metrics).flatMap(([name, value]): [string, Figure][] => {
    if (name.endsWith('ByInitiator')) return [];
    if (typeof value !== 'object' || value === null) return [[name, value]];
    return Object.entries({ ...value, ...value.buckets })
      .filter(([key]) => key !== 'buckets')
      .map(([key, figure]) => [`${name}.${key}`, toFigure(figure)]);
  });
}

function toFigure(value: unknown): Figure {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
