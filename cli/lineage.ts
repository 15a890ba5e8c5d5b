import type { Command } from 'commander';
import { readCatalog } from '../pipelines/catalog.ts';
import { readChecks } from '../pipelines/checks.ts';
import { describeLineage, type LineageModel } from '../pipelines/lineage.ts';
import { formatTable } from './output.ts';
import type { World } from './world.ts';

/** Adds `pipelines lineage`: what models mean, what they are made from and what is made from them. */
export function addLineageCommand(group: Command, world: World): void {
  group
    .command('lineage [model]')
    .description(
      'show what models are made from; of one, also what is made from it and what its columns mean',
    )
    .action((name?: string) => {
      const [catalog, checks] = [readCatalog(), readChecks()];
      const models = describeLineage(catalog, checks);
      if (name === undefined) {
        const rows = models.map((each) => ({
          model: each.model,
          slice: each.slice,
          owner: each.owner,
          reads: each.reads.map((read) => read.name || read.label).join(', '),
          'read by': each.readBy.join(', '),
        }));
        world.output.rows(world.output.isJson ? models : rows, 'There are no models');
        return;
      }
      const all = new Map(models.map((each) => [each.model, each]));
      for (const wanted of describeLineage(catalog, checks, name))
        world.output.result(wanted, describe(wanted, all).join('\n'));
    });
}

function describe(wanted: LineageModel, all: ReadonlyMap<string, LineageModel>): string[] {
  const { freshWithinMs } = wanted;
  const promise = freshWithinMs === null ? '' : `, promised within ${freshWithinMs / 1_000} s`;
  const cut = wanted.slice === 'view' ? 'a view' : `slice ${wanted.slice}`;
  return [
    `${wanted.model}: ${wanted.about}`,
    `${cut}, a row per ${wanted.grain.join(', ')}; owner ${wanted.owner}${promise}`,
    '',
    'Made from:',
    ...upward(wanted, all),
    '',
    'Made from it:',
    ...(wanted.readBy.length === 0 ? ['  nothing'] : downward(wanted, all)),
    '',
    'Checked:',
    ...(wanted.checks.length === 0
      ? ['  nothing']
      : wanted.checks.map((check) => `  ${check.name} (${check.severity})`)),
    '',
    'Columns:',
    formatTable(wanted.columns).trimEnd(),
  ];
}

/** The tree of what a model reads, down to tables and batches; a model that stood above is not opened again. */
function upward(root: LineageModel, all: ReadonlyMap<string, LineageModel>): string[] {
  const shown = new Set<string>();
  const branch = (model: LineageModel, indent: string): string[] =>
    model.reads.flatMap((read) => {
      const next = read.kind === 'model' ? all.get(read.name) : undefined;
      if (next === undefined) return [`${indent}${read.label}`];
      if (shown.has(next.model)) return [`${indent}${read.label} (above)`];
      shown.add(next.model);
      return [`${indent}${read.label}`, ...branch(next, `${indent}  `)];
    });
  return branch(root, '  ');
}

function downward(root: LineageModel, all: ReadonlyMap<string, LineageModel>): string[] {
  const shown = new Set<string>();
  const branch = (model: LineageModel, indent: string): string[] =>
    model.readBy.flatMap((name) => {
      const next = all.get(name);
      if (next === undefined || shown.has(name)) return [`${indent}${name} (above)`];
      shown.add(name);
      return [`${indent}${name}`, ...branch(next, `${indent}  `)];
    });
  return branch(root, '  ');
}
