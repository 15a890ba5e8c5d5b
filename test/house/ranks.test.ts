import { describe, expect, test } from 'vitest';
import { readImports, readRootFile, readSources, withoutComments } from './source-files.ts';

/** A file imports its own room or one of a lower rank. */
const ranks: Readonly<Record<string, number>> = {
  infra: 0,
  warehouse: 1,
  ingest: 2,
  pipelines: 2,
  demo: 2,
  reports: 3,
  privacy: 3,
  dashboards: 4,
  cli: 5,
  wiring: 6,
  'milepost.ts': 7,
};

/** Rooms within a room whose neighbours share only through files of the room itself. */
const apart = [['ingest/collector', 'ingest/loader', 'ingest/sdk']];

const sources = readSources();
const ownFiles = new Set(sources.map((each) => each.path));
const notRooms = new Set(['vitest.config.ts']);
const roomOf = (path: string): string => path.split('/')[0] ?? '';
const edges = sources
  .filter((each) => !notRooms.has(each.path))
  .flatMap(({ path, imports }) => imports.map((imported) => ({ path, imported })));
const ownEdges = edges.filter(({ imported }) => ownFiles.has(imported));

describe('the house', () => {
  test('is seen by these tests', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(ownEdges.length).toBeGreaterThan(200);
    expect(Object.keys(ranks).filter((room) => !sources.some(({ path }) => roomOf(path) === room))).toEqual(
      [],
    );
  });

  test('has no room without a rank', () => {
    const rooms = new Set(sources.filter(({ path }) => !notRooms.has(path)).map(({ path }) => roomOf(path)));
    expect([...rooms].filter((room) => ranks[room] === undefined)).toEqual([]);
  });

  test('lets files import their own room and lower ranks only', () => {
    const wrong = ownEdges.filter(({ path, imported }) => {
      const [room, other] = [roomOf(path), roomOf(imported)];
      return room !== other && (ranks[other] ?? Infinity) >= (ranks[room] ?? -1);
    });
    expect(wrong).toEqual([]);
  });

  test('keeps neighbours within a room apart', () => {
    const wrong = ownEdges.filter(({ path, imported }) =>
      apart.some((folders) => {
        const from = folders.find((folder) => path.startsWith(`${folder}/`));
        return from !== undefined && folders.some((to) => to !== from && imported.startsWith(`${to}/`));
      }),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['@clickhouse/client', (path: string) => path.startsWith('warehouse/')],
    ['chdb', (path: string) => path.startsWith('warehouse/local/')],
    ['chdb/connection', () => false],
    ['kafkajs', (path: string) => path.startsWith('infra/bus/')],
    ['pdfkit', (path: string) => path.startsWith('reports/pdf/')],
    ['preact', (path: string) => path.startsWith('dashboards/web/')],
    ['preact/hooks', (path: string) => path.startsWith('dashboards/web/')],
    ['echarts/core', (path: string) => path.startsWith('dashboards/web/chart/')],
    ['commander', (path: string) => path === 'wiring/command-line.ts' || path.startsWith('cli/')],
  ])('lets only its own place import %s', (name, isAllowed) => {
    expect(edges.filter(({ path, imported }) => imported === name && !isAllowed(path))).toEqual([]);
  });

  test.each([
    ['createWarehouse', 'warehouse/client.ts'],
    ['createHttpServer', 'infra/http/server.ts'],
    ['createKafkaBus', 'infra/bus/kafka.ts'],
    ['attachEngine', 'warehouse/local/attach.ts'],
  ])('lets only the wiring call %s', (name, home) => {
    const callers = sources
      .filter(({ path }) => path !== home && roomOf(path) !== 'wiring')
      .filter(({ path }) => {
        return withoutComments(readRootFile(path)).includes(`${name}({`);
      });
    expect(callers.map((each) => each.path)).toEqual([]);
  });

  test('has no barrels and no drawers', () => {
    const drawers = /(^|\/)(index|utils?|helpers?|common|misc|shared|lib)(\.tsx?|\/)/;
    expect(sources.map((each) => each.path).filter((path) => drawers.test(path))).toEqual([]);
  });

  test('has no file over 300 lines', () => {
    const long = sources.filter(({ path }) => readRootFile(path).split('\n').length > 301);
    expect(long.map((each) => each.path)).toEqual([]);
  });

  test('names files in kebab-case', () => {
    const named = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.config|\.d)?\.tsx?$/;
    expect(sources.map((each) => each.path).filter((path) => !named.test(path))).toEqual([]);
  });
});

test.each([
  ["import { a } from './b.ts';", ['cli/b.ts']],
  ["import type { A } from '../infra/log.ts';", ['infra/log.ts']],
  ["export { a } from 'chdb';", ['chdb']],
  ["const a = await import('chdb');", ['chdb']],
  ["import './b.ts';", ['cli/b.ts']],
  ['import {\n  a,\n} from "kafkajs";', ['kafkajs']],
  [" * import { a } from 'x';", []],
  ["// import { a } from 'x';", []],
])('reads the imports of %j', (text, expected) => {
  expect(readImports('cli/a.ts', text)).toEqual(expected);
});

test('the lock file lists every platform of the local engine', () => {
  const lock = readRootFile('package-lock.json');
  for (const platform of ['darwin-arm64', 'darwin-x64', 'linux-arm64-gnu', 'linux-x64-gnu']) {
    expect(lock, platform).toContain(`"node_modules/@chdb/lib-${platform}"`);
  }
});

test('the web app shows words of its catalogue only', () => {
  const spoken = readSources()
    .filter(({ path }) => path.startsWith('dashboards/web/') && path.endsWith('.tsx'))
    .filter(({ path }) => />\s*[A-Z][a-z]+[^<>{}=;]*<\//.test(withoutComments(readRootFile(path))));
  expect(spoken.map((each) => each.path)).toEqual([]);
});

test('no file of the web app brings in what runs on the server', () => {
  const browsers = sources.filter(
    ({ path }) => path.startsWith('dashboards/web/') && !path.endsWith('.config.ts'),
  );
  const wrong = browsers.filter(({ path }) =>
    /^import (?!type)[^;]*'(node:|\.\.\/\.\.\/\.\.\/(infra|warehouse|pipelines|cli))/m.test(
      readRootFile(path),
    ),
  );
  expect(wrong.map((each) => each.path)).toEqual([]);
});
