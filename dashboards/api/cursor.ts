import { createHash } from 'node:crypto';
import { invalidField } from '../../infra/http/problem.ts';

/** Writes where the next page of a question's answer starts. */
export function encodeCursor(offset: number, question: string): string {
  return Buffer.from(`${offset}.${digest(question)}`).toString('base64url');
}

/**
 * Reads where a page starts.
 *
 * @throws {Problem} 400 when the cursor is not one of this question.
 */
export function decodeCursor(cursor: string, question: string): number {
  const [, offset, digested] = /^(\d{1,9})\.(.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (offset === undefined || digested !== digest(question)) {
    throw invalidField('cursor', 'is not the next of an answer to the same question');
  }
  return Number(offset);
}

function digest(question: string): string {
  return createHash('sha256').update(question).digest('base64url').slice(0, 12);
}
