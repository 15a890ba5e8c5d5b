import type { EventFigures } from './event-bench.ts';
import type { PassFigures } from './measure-pass.ts';
import type { YearFigures } from './year-bench.ts';

/** Writes the figures of worlds of events as tables, with ratios to the first world where there are several. */
export function reportEvents(worlds: readonly EventFigures[]): string {
  const [first] = worlds;
  return [
    ...worlds.flatMap(({ events, build }) => (build === undefined ? [] : [describeBuild(events, build)])),
    table([
      [
        'stored',
        'raw B/event',
        'derived B/event',
        'idle pass s',
        'refresh s',
        'in runs s',
        'to the first',
        'engine MB',
      ],
      ...worlds.map(({ events, storage, idle, refresh }) => [
        millions(events),
        storage.rawBytes.toFixed(0),
        storage.derivedBytes.toFixed(0),
        seconds(idle?.seconds),
        seconds(refresh?.seconds),
        seconds(refresh?.runSeconds),
        ratio(refresh?.seconds ?? 0, first?.refresh?.seconds ?? 0),
        megabytes(refresh?.engineBytes ?? null),
      ]),
    ]),
    ...worlds.map(describeReads),
  ].join('\n\n');
}

/** Writes the figures of years of travelers, with what the last took beside what it would take if cost grew as they do. */
export function reportYears(years: readonly YearFigures[]): string {
  const [first] = years;
  const growth = (of: (year: YearFigures) => number, year: YearFigures): string =>
    first === undefined ? '-' : ratio(of(year) / of(first), year.travelers / first.travelers);
  return [
    ...years.map(({ travelers, build }) =>
      describePass(`A year of ${travelers} travelers from nothing`, build),
    ),
    table([
      [
        'travelers',
        'affiliates',
        'their months',
        'changes',
        'build s',
        'to travelers',
        'engine MB',
        'close s',
        'to travelers',
        'engine MB',
        'writer MB',
      ],
      ...years.map((year) => [
        String(year.travelers),
        String(year.affiliates),
        String(year.affiliateMonths),
        String(year.changes),
        seconds(year.build.seconds),
        growth(({ build }) => build.seconds, year),
        megabytes(year.build.engineBytes),
        seconds(year.closing.seconds),
        growth(({ closing }) => closing.seconds, year),
        megabytes(year.closing.engineBytes),
        megabytes(year.closing.writerBytes),
      ]),
    ]),
  ].join('\n\n');
}

/** Writes a pass, model by model. */
export function describePass(title: string, pass: PassFigures): string {
  const rest = pass.seconds - pass.runSeconds;
  return [
    `${title}: ${pass.seconds.toFixed(1)} s, of them ${rest.toFixed(1)} s to find out what is due; ${pass.runs} runs, engine ${megabytes(pass.engineBytes)} MB`,
    table([
      ['model', 's', 'slices', 'rows'],
      ...pass.models.map((each) => [
        each.model,
        each.seconds.toFixed(1),
        String(each.slices),
        String(each.rows),
      ]),
    ]),
  ].join('\n');
}

function describeBuild(events: number, build: PassFigures): string {
  const perSecond = Math.round(events / build.seconds);
  return describePass(`${millions(events)} events from nothing, ${perSecond} a second`, build);
}

function describeReads({ events, reads, refresh }: EventFigures): string {
  return [
    ...(refresh === undefined
      ? []
      : [describePass(`1 M new events in one hour beside ${millions(events)}`, refresh), '']),
    `reads beside ${millions(events)} events, ms; engine ${megabytes(reads.engineBytes)} MB, API ${megabytes(reads.apiBytes)} MB`,
    table([
      ['question', 'site', 'days', 'p50', 'p95', '8 at once p50', 'p95', 'by hand p50', 'p95', 'ratio'],
      ...reads.reads.map((read) => [
        read.question,
        read.site,
        String(read.days),
        ...[read.alone, read.eightAtOnce, read.byHand].flatMap(({ p50, p95 }) => [
          p50.toFixed(0),
          p95.toFixed(0),
        ]),
        read.ratio.toFixed(2),
      ]),
    ]),
  ].join('\n');
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return rows.map(line).join('\n');
}

function millions(count: number): string {
  return `${count / 1e6} M`;
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '-' : (bytes / 1e6).toFixed(0);
}

function ratio(value: number, base: number): string {
  return base === 0 ? '-' : `x ${(value / base).toFixed(2)}`;
}

function seconds(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(1);
}
