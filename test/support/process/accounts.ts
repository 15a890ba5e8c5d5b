import type { Account } from '../../../warehouse/repositories/accounting.ts';
import { runMilepost, type MilepostEnv } from './milepost.ts';

/** The sums over all affiliates of what `milepost accounting --json` prints. */
export interface Accounts {
  received: number;
  stored: number;
  duplicate: number;
  rejected: number;
  missing: number;
  /** received less all that it became: 0 when the accounts balance. */
  unexplained: number;
}

/** Reads the accounts through the CLI. */
export async function readAccounts(env: MilepostEnv): Promise<Accounts> {
  const accounts: Account[] = JSON.parse(await runMilepost(['accounting', '--json'], env));
  const sum = (name: 'received' | 'stored' | 'duplicate' | 'rejected' | 'erased' | 'expired' | 'missing') =>
    accounts.reduce((total, account) => total + account[name], 0);
  const [received, stored, duplicate] = [sum('received'), sum('stored'), sum('duplicate')];
  const [rejected, missing] = [sum('rejected'), sum('missing')];
  const explained = stored + duplicate + rejected + sum('erased') + sum('expired') + missing;
  return { received, stored, duplicate, rejected, missing, unexplained: received - explained };
}
