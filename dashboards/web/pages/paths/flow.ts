import type { Paths } from '../../../api/paths.ts';

/** A bar of the flow: a page in a column, what is too rare for a bar of its own, or those who left. */
export interface FlowNode {
  id: string;
  kind: 'start' | 'page' | 'other' | 'left';
  /** The page; empty for the others. */
  name: string;
  column: number;
  sessions: number;
  /** Top and height of the bar, and the room it has with its words: percent of the picture's height. */
  top: number;
  height: number;
  room: number;
}

/** What goes from one bar to one of the next column; tops and thickness in percent of the picture's height. */
export interface FlowLink {
  from: FlowNode;
  to: FlowNode;
  sessions: number;
  fromTop: number;
  toTop: number;
  thickness: number;
}

export interface Flow {
  columns: number;
  nodes: readonly FlowNode[];
  links: readonly FlowLink[];
}

interface Walk {
  steps: readonly Step[];
  sessions: number;
}

type Step = Pick<FlowNode, 'kind' | 'name'>;

const pagesInColumn = 6;
/** What a bar's words need, and what is between two bars; percent. */
const leastRoom = 7;
const gap = 1.5;
const order = { start: 0, page: 1, other: 2, left: 3 } as const;

/**
 * Lays paths out: columns of bars, the most frequent page on top, and what goes from one to the next. The rare pages of
 * a column are joined, and so are the paths that the answer leaves out. `depth` is the most pages of a path.
 */
export function layOutFlow(paths: Pick<Paths, 'start' | 'sessions' | 'rows'>, depth: number): Flow {
  const walks = joinRare(walksOf(paths, depth));
  const nodes = new Map<string, FlowNode>();
  const counts = new Map<string, { from: FlowNode; to: FlowNode; sessions: number }>();
  for (const { steps, sessions } of walks) {
    let last: FlowNode | undefined;
    for (const [column, { kind, name }] of steps.entries()) {
      const id = `${column} ${kind} ${name}`;
      const node = nodes.get(id) ?? { id, kind, name, column, sessions: 0, top: 0, height: 0, room: 0 };
      node.sessions += sessions;
      nodes.set(id, node);
      if (last !== undefined) {
        const key = `${last.id} > ${id}`;
        const link = counts.get(key) ?? { from: last, to: node, sessions: 0 };
        link.sessions += sessions;
        counts.set(key, link);
      }
      last = node;
    }
  }
  const placed = placeNodes([...nodes.values()]);
  const columns = Math.max(0, ...placed.map(({ column }) => column + 1));
  return { columns, nodes: placed, links: placeLinks([...counts.values()], placed) };
}

function walksOf(
  { start, sessions, rows }: Pick<Paths, 'start' | 'sessions' | 'rows'>,
  depth: number,
): Walk[] {
  const head: readonly Step[] = start === null ? [] : [{ kind: 'start', name: start.replace(/^\w+:/, '') }];
  const walks = rows.map((row): Walk => {
    const pages = row.pages.map((name): Step => ({ kind: 'page', name }));
    const hasLeft = row.ends && row.pages.length < depth;
    return {
      steps: [...head, ...pages, ...(hasLeft ? [{ kind: 'left', name: '' } as const] : [])],
      sessions: row.sessions,
    };
  });
  const rest = sessions - rows.reduce((sum, row) => sum + row.sessions, 0);
  if (rest <= 0) return walks;
  const unknown = Array.from({ length: depth }, (): Step => ({ kind: 'other', name: '' }));
  return [...walks, { steps: [...head, ...unknown], sessions: rest }];
}

function joinRare(walks: readonly Walk[]): Walk[] {
  const counts = new Map<string, number>();
  for (const { steps, sessions } of walks) {
    for (const [column, { kind, name }] of steps.entries()) {
      if (kind === 'page') counts.set(`${column} ${name}`, (counts.get(`${column} ${name}`) ?? 0) + sessions);
    }
  }
  const byColumn = Map.groupBy(counts, ([key]) => key.slice(0, key.indexOf(' ')));
  const kept = new Set(
    [...byColumn.values()].flatMap((found) =>
      found
        .toSorted(([a, of], [b, other]) => other - of || (a < b ? -1 : 1))
        .slice(0, pagesInColumn)
        .map(([key]) => key),
    ),
  );
  return walks.map(({ steps, sessions }) => ({
    sessions,
    steps: steps.map((step, column) =>
      step.kind === 'page' && !kept.has(`${column} ${step.name}`) ? { kind: 'other', name: '' } : step,
    ),
  }));
}

/** Gives each bar its place, at the greatest scale at which the fullest column fits. */
function placeNodes(nodes: readonly FlowNode[]): FlowNode[] {
  const columns = [...Map.groupBy(nodes, ({ column }) => column).values()].map((column) =>
    column.toSorted(
      (a, b) => order[a.kind] - order[b.kind] || b.sessions - a.sessions || (a.name < b.name ? -1 : 1),
    ),
  );
  const heightAt = (scale: number): number =>
    Math.max(
      0,
      ...columns.map((column) =>
        column.reduce((sum, { sessions }) => sum + Math.max(leastRoom, sessions * scale) + gap, -gap),
      ),
    );
  const most = Math.max(1, ...nodes.map(({ sessions }) => sessions));
  let [low, high] = [0, 100 / most];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (heightAt(middle) <= 100) low = middle;
    else high = middle;
  }
  return columns.flatMap((column) => {
    let top = 0;
    return column.map((node) => {
      const height = node.sessions * low;
      const room = Math.max(leastRoom, height);
      const placed = Object.assign(node, { top, height, room });
      top += room + gap;
      return placed;
    });
  });
}

/** Stacks what leaves and what enters each bar in the order of the bars at the other end. */
function placeLinks(
  counts: readonly Pick<FlowLink, 'from' | 'to' | 'sessions'>[],
  nodes: readonly FlowNode[],
): FlowLink[] {
  const rank = new Map(nodes.map((node, index) => [node.id, index]));
  const at = ({ id }: FlowNode): number => rank.get(id) ?? 0;
  const [left, entered] = [new Map<string, number>(), new Map<string, number>()];
  const take = (used: Map<string, number>, node: FlowNode, thickness: number): number => {
    const top = used.get(node.id) ?? node.top;
    used.set(node.id, top + thickness);
    return top;
  };
  return counts
    .toSorted((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to))
    .map(({ from, to, sessions }) => {
      const thickness = from.sessions === 0 ? 0 : (from.height * sessions) / from.sessions;
      return {
        from,
        to,
        sessions,
        thickness,
        fromTop: take(left, from, thickness),
        toTop: take(entered, to, thickness),
      };
    });
}
