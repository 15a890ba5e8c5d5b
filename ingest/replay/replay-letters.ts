import type { DeadLetter } from '../../warehouse/repositories/dead-letters.ts';
import type { Intake, Rejected } from '../intake.ts';
import type { RawItem } from '../payload.ts';

/** What became of a dead letter that was sent in again. */
export interface LetterOutcome {
  receiptId: string;
  /** Why it was refused again; empty where it was accepted. */
  code: string;
  message: string;
}

/**
 * Sends letters in again, those of one affiliate and kind together; what is refused again is a new dead letter. Timestamps
 * may be of any age. Marking them as replayed is left to the caller.
 *
 * @throws {MilepostError} as {@link Intake.submitEvents}.
 */
export async function replayLetters(
  letters: readonly DeadLetter[],
  intake: Intake,
): Promise<LetterOutcome[]> {
  const groups = Map.groupBy(letters, (letter) => `${letter.kind} ${letter.affiliateId}`);
  const outcomes: LetterOutcome[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const items = group.map((letter) => toItem(letter.payload));
    const rejected: Rejected[] =
      first.kind === 'event'
        ? await intake.submitEvents({ affiliateId: first.affiliateId, origin: 'import', items })
        : await intake.submitChanges({ origin: 'import', items });
    const byIndex = new Map(rejected.map((each) => [each.index, each]));
    group.forEach((letter, index) => {
      const refusal = byIndex.get(index);
      outcomes.push({
        receiptId: letter.receiptId,
        code: refusal?.code ?? '',
        message: refusal?.message ?? '',
      });
    });
  }
  return outcomes;
}

/** A payload that is no JSON, e.g. cut because it was too large, is refused again like any other bad item. */
function toItem(payload: string): RawItem {
  try {
    return { text: payload, value: JSON.parse(payload) };
  } catch {
    return { text: payload, value: undefined };
  }
}
