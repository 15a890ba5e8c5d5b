import { MilepostError } from '../../infra/errors.ts';
import type { QueryParams, Warehouse } from '../../warehouse/client.ts';
import { hasEngineCode } from '../../warehouse/warehouse-error.ts';
import { createAnswers } from './answers.ts';
import { listRuns, modelsIn } from './list-runs.ts';
import type { Range } from './range/range.ts';
import { AffiliateScope, OperationsScope, VendorScope } from './scope.ts';
import { createPublication, isEmpty, type Shown } from './shown.ts';
import { createStatements } from './statements.ts';

/** Statements that see one affiliate: each of its tables is limited by `{affiliateId:String}`. */
export const affiliateStatements = [
  'affiliate',
  'affiliate_vendors',
  'attribution',
  'balances',
  'behaviour',
  'booking_entries',
  'booking_page',
  'booking_states',
  'bookings',
  'channel_totals',
  'channel_visitors',
  'earned',
  'event_totals',
  'filtered_behaviour',
  'filtered_money',
  'filtered_visitors',
  'first_booked',
  'funnel',
  'ledger',
  'money',
  'page_totals',
  'paths',
  'realtime',
  'retention',
  'statement_entries',
  'statement_months',
  'statement_totals',
  'trait_totals',
  'unconverted',
  'visitors',
] as const;
type AffiliateStatement = (typeof affiliateStatements)[number];

/** Statements for support and admin. */
export const vendorStatements = ['vendors'] as const;
export const operationsStatements = ['pipeline_models', 'pipeline_runs', 'trend_updates', 'trends'] as const;
/** Statements without any tenant's data. */
export const openStatements = ['reference', 'shown_models', 'shown_runs', 'shown_state'] as const;

/** A statement's parameters, and which of its parts the question needs; see {@link createStatements}. */
export type StatementParams = QueryParams & { parts?: readonly string[] };

/** ClickHouse's code of it. */
const unknownTable = '60';

/** The one way of the API to the warehouse: nothing of a tenant is read without its scope. */
export interface Reader {
  /** Returns a reader for one answer: all that it reads of affiliates is of the runs that are published now. */
  now(): Promise<Reader>;
  /** Runs a statement for the scope's affiliate; `params` cannot name another one. */
  affiliate<Row>(
    scope: AffiliateScope,
    statement: AffiliateStatement,
    params: StatementParams,
  ): Promise<Row[]>;
  vendors<Row>(scope: VendorScope, statement: 'vendors', params: QueryParams): Promise<Row[]>;
  operations<Row>(
    scope: OperationsScope,
    statement: (typeof operationsStatements)[number],
    params: QueryParams,
  ): Promise<Row[]>;
  /** Runs a statement that reads no tenant's data. */
  open<Row>(statement: (typeof openStatements)[number], params: QueryParams): Promise<Row[]>;
  /** The instant up to which all of these models are computed; null while one never was. */
  asOf(models: readonly string[]): Promise<string | null>;
}

/** Creates the reader; reads its statements once. */
export function createReader(warehouse: Warehouse): Reader {
  const names = [...affiliateStatements, ...vendorStatements, ...operationsStatements, ...openStatements];
  const statements = createStatements();
  const answers = createAnswers();
  // What cannot be read stops the start.
  for (const name of names) statements.read(name);
  const run = async <Row>(
    statement: string,
    asked: StatementParams,
    isGranted: boolean,
    shown?: Shown,
  ): Promise<Row[]> => {
    const { parts = [], ...params } = asked;
    if (!isGranted) {
      throw new MilepostError('scope_missing', `${statement} cannot be read without its scope`);
    }
    const whole = statements.read(statement, [...parts, 'aliases']);
    const name = statement.replaceAll('_', '-');
    if (shown === undefined) return warehouse.query<Row>(whole, { name, params });
    const aliases = (await shown.runs(modelsIn(whole))).get('alias_ends');
    const sql = aliases !== undefined && isEmpty(aliases) ? statements.read(statement, parts) : whole;
    const listed = await listRuns(sql, params, shown);
    const ask = async (): Promise<Row[]> => warehouse.query<Row>(listed.sql, { name, params: listed.params });
    try {
      const version = shown.versionOf(listed.reads);
      return await (version === undefined ? ask() : answers.read(listed, version, ask));
    } catch (thrown) {
      // Somebody has moved a model to another table meanwhile; its view knows where.
      if (!hasEngineCode(thrown, unknownTable)) throw thrown;
      shown.forget();
      return warehouse.query<Row>(whole, { name, params });
    }
  };
  const open: Reader['open'] = async (statement, params) => run(statement, params, true);
  const publication = createPublication(open);
  const readerOf = (shown?: Shown): Reader => ({
    now: async () => readerOf(shown ?? (await publication.now())),
    affiliate: async (scope, statement, params) =>
      run(statement, { ...params, affiliateId: scope.affiliateId }, AffiliateScope.isGranted(scope), shown),
    vendors: async (scope, statement, params) => run(statement, params, VendorScope.isGranted(scope)),
    operations: async (scope, statement, params) => run(statement, params, OperationsScope.isGranted(scope)),
    open,
    asOf: async (models) => (shown ?? (await publication.now())).asOf(models),
  });
  return readerOf();
}

/** The parameters `from` and `to` of a range. */
export function rangeParams(range: Range): { from: string; to: string } {
  return { from: toDateTime(range.fromMs), to: toDateTime(range.toMs) };
}

/** Formats epoch milliseconds as ClickHouse's `YYYY-MM-DD HH:MM:SS.mmm` without what is zero at the end. */
export function toDateTime(epochMs: number): string {
  return new Date(epochMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '');
}
