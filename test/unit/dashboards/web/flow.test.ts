import { expect, test } from 'vitest';
import { layOutFlow } from '../../../../dashboards/web/pages/paths/flow.ts';

const row = (sessions: number, pages: string[], ends = false) => ({
  pages,
  ends,
  sessions,
  share: sessions / 100,
});

test('every visit of a column goes somewhere, leaves, or comes to the last column', () => {
  const rows = [
    row(40, ['/a', '/b']),
    row(20, ['/a'], true),
    row(15, ['/c', '/b'], true),
    row(10, [], true),
    // 15 more are not among the rows.
  ];
  const { columns, nodes, links } = layOutFlow({ start: 'page:/start', sessions: 100, rows }, 2);
  expect(columns).toBe(3);
  expect(nodes.map(({ column, kind, name, sessions }) => [column, kind, name, sessions])).toEqual([
    [0, 'start', '/start', 100],
    [1, 'page', '/a', 60],
    [1, 'page', '/c', 15],
    [1, 'other', '', 15],
    [1, 'left', '', 10],
    [2, 'page', '/b', 55],
    [2, 'other', '', 15],
    [2, 'left', '', 20],
  ]);
  for (const node of nodes.filter(({ kind, column }) => kind !== 'left' && column < 2)) {
    const out = links.filter(({ from }) => from === node);
    expect(out.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(node.sessions);
    expect(out.reduce((sum, { thickness }) => sum + thickness, 0)).toBeCloseTo(node.height);
  }
});

test('bars of a column do not touch, fit the picture, and are as high as their visits', () => {
  const rows = Array.from({ length: 30 }, (_, index) => row(100 - index, [`/${index}`]));
  const sessions = rows.reduce((sum, each) => sum + each.sessions, 0);
  const { nodes } = layOutFlow({ start: null, sessions, rows }, 1);
  expect(nodes.map(({ kind }) => kind)).toEqual([...Array.from({ length: 6 }, () => 'page'), 'other']);
  const perVisit = (nodes[0]?.height ?? 0) / 100;
  let end = 0;
  for (const { top, height, room, sessions: count } of nodes) {
    expect(top).toBeGreaterThanOrEqual(end);
    expect(height).toBeCloseTo(count * perVisit);
    end = top + room;
  }
  expect(end).toBeLessThanOrEqual(100.01);
});
