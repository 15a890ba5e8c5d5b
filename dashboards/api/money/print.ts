import type { PrintedStatement } from '../../../reports/affiliate/statement.ts';
import { addAmounts } from './entry.ts';
import type { Statement } from './statement.ts';

/** A statement as it is printed: an entry's changes of commission taken together. */
export function toPrinted(statement: Statement): PrintedStatement {
  return {
    ...statement,
    entries: statement.entries.map((entry) => ({
      ...entry,
      pending: addAmounts(entry.commission.map((flow) => flow.pending)),
      approved: addAmounts(entry.commission.map((flow) => flow.approved)),
    })),
  };
}
