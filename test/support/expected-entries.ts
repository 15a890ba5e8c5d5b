import type { RawChange } from './raw-changes.ts';

/** Minor units of one currency with two digits. */
interface Balance {
  pending: number;
  approved: number;
  declined: number;
  reversed: number;
  net: number;
  gross: number;
  adjusted: number;
  cancelled: number;
  reinstated: number;
  deleted: number;
  transferred: number;
  completed: number;
}

/**
 * What one affiliate's ledger holds after a reservation's history, computed by walking through the versions: the
 * second way of computing `value_entries`. Amounts have two digits and the affiliate's currency.
 */
export function expectedBalance(
  history: readonly RawChange[],
  affiliateId: string,
  ratePercent: number,
): Balance {
  const sum: Balance = {
    pending: 0,
    approved: 0,
    declined: 0,
    reversed: 0,
    net: 0,
    gross: 0,
    adjusted: 0,
    cancelled: 0,
    reinstated: 0,
    deleted: 0,
    transferred: 0,
    completed: 0,
  };
  let approvedBalance = 0;
  let everCompleted = false;
  let before: { value: number; commission: number; isOwner: boolean; status: string } | undefined;
  for (const change of history.toSorted((left, right) => left.version - right.version)) {
    const isOwner = change.affiliateId === affiliateId;
    const value = isOwner ? valueOf(change) : 0;
    const commission = Math.sign(value) * Math.floor((Math.abs(value) * ratePercent + 50) / 100);
    const entry = entryOf(change, isOwner, before);
    if (entry !== undefined) sum[entry] += value - (before?.value ?? 0);
    sum.net += value - (before?.value ?? 0);

    const step = commission - (before?.commission ?? 0);
    const completes = isOwner && change.status === 'completed';
    if (step >= 0) sum.pending += step;
    else {
      const reversed = everCompleted ? Math.min(-step, approvedBalance) : 0;
      approvedBalance -= reversed;
      sum.reversed += reversed;
      sum.declined += -step - reversed;
      sum.pending -= -step - reversed;
    }
    if (completes) {
      sum.approved += sum.pending;
      approvedBalance += sum.pending;
      sum.pending = 0;
      everCompleted = true;
      if (before?.status !== 'completed') sum.completed += value;
    }
    before = { value, commission, isOwner, status: change.status };
  }
  return sum;
}

function valueOf(change: RawChange): number {
  const cents = (text: string | null | undefined) => Math.round(Number(text ?? '0') * 100);
  if (change.status === 'booked' || change.status === 'completed') return cents(change.amount);
  return change.status === 'deleted' ? 0 : cents(change.retained);
}

function entryOf(
  change: RawChange,
  isOwner: boolean,
  before: { isOwner: boolean; status: string } | undefined,
): 'gross' | 'adjusted' | 'cancelled' | 'reinstated' | 'deleted' | 'transferred' | undefined {
  const isLive = (status: string) => status === 'booked' || status === 'completed';
  if (!isOwner && before?.isOwner !== true) return undefined;
  if (before === undefined) return 'gross';
  if (isOwner !== before.isOwner) return 'transferred';
  if (change.status === 'deleted' && before.status !== 'deleted') return 'deleted';
  if (isLive(before.status) && !isLive(change.status)) return 'cancelled';
  if (!isLive(before.status) && isLive(change.status)) return 'reinstated';
  return 'adjusted';
}
