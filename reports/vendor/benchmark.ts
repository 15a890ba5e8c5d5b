import { divideDecimal, parseDecimal, type Decimal } from './decimal.ts';
import { figures, figuresOfType, type FigureName, type FigureValue } from './figures.ts';
import type { MonthRow } from './month-row.ts';

/** A vendor of the same type, country and class, and its month. */
export interface Peer {
  owner: string;
  month: MonthRow;
}

/** What peers reached together, or why it is not told. */
export type BenchmarkFigure =
  | { status: 'shown'; value: FigureValue; peers: number; owners: number }
  | { status: 'suppressed'; reason: 'few_peers' | 'few_owners' | 'one_owner_dominates' };

/** Every rate of the vendor's type beside its peers'. */
export interface Benchmark {
  /** The set of peers is that of this year. */
  year: number;
  figures: Partial<Record<FigureName, BenchmarkFigure>>;
}

const leastPeers = 5;
const leastOwners = 3;
const mostShare = 0.4;

/**
 * Computes what the peers of a vendor reached: the sum of their numerators by that of their denominators. A figure
 * is suppressed unless 5 or more peers of 3 or more owners have it and no owner has above 40 % of the volume, which
 * is the denominator. Those of the vendor's own owner are no peers; owners that are not known count as one. Money is
 * compared in the vendor's currency only.
 */
export function benchmarkOf(
  subject: { type: string; owner: string; month: MonthRow },
  peers: readonly Peer[],
): Benchmark {
  const others = peers.filter((peer) => peer.owner !== subject.owner);
  const entries: Partial<Record<FigureName, BenchmarkFigure>> = {};
  for (const name of figuresOfType(subject.type)) {
    const figure = figures[name];
    if (!('parts' in figure) || figure.parts === undefined) continue;
    const { parts } = figure;
    const own = figure.unit === 'money' ? others.filter(hasCurrency(subject.month.currency)) : others;
    const volumes = own.map((peer) => ({ owner: peer.owner, parts: parts(peer.month) }));
    entries[name] = compare(
      volumes.filter((each) => each.parts[1] > 0),
      subject.month.minor_digits,
    );
  }
  return { year: Number(subject.month.period.slice(0, 4)), figures: entries };
}

function hasCurrency(currency: string) {
  return (peer: Peer) => peer.month.currency === currency;
}

interface Volume {
  owner: string;
  parts: [numerator: number | string, denominator: number];
}

function compare(volumes: readonly Volume[], digits: number): BenchmarkFigure {
  const whole = volumes.reduce((sum, { parts }) => sum + parts[1], 0);
  const byOwner = [...Map.groupBy(volumes, (each) => each.owner).values()];
  if (volumes.length < leastPeers) return { status: 'suppressed', reason: 'few_peers' };
  if (byOwner.length < leastOwners) return { status: 'suppressed', reason: 'few_owners' };
  const most = Math.max(...byOwner.map((each) => each.reduce((sum, { parts }) => sum + parts[1], 0)));
  if (most > mostShare * whole) return { status: 'suppressed', reason: 'one_owner_dominates' };
  return {
    status: 'shown',
    value: divide(
      volumes.map(({ parts }) => parts[0]),
      whole,
      digits,
    ),
    peers: volumes.length,
    owners: byOwner.length,
  };
}

function divide(numerators: readonly (number | string)[], whole: number, digits: number): FigureValue {
  const money = numerators.filter((each) => typeof each === 'string');
  if (money.length > 0) {
    const sum = money.map(parseDecimal).reduce(add, { units: 0n, scale: 0 });
    return divideDecimal(sum, whole, digits) ?? null;
  }
  return numerators.reduce<number>((sum, each) => sum + Number(each), 0) / whole;
}

function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const units = ({ units: own, scale: from }: Decimal) => own * 10n ** BigInt(scale - from);
  return { units: units(a) + units(b), scale };
}
