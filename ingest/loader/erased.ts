import type { SuppressionList } from '../../warehouse/repositories/suppressions.ts';
import { objectIn, rewriteJson } from '../json.ts';
import type { ChangeRow, EventRow } from './rows.ts';

/** True for an event of somebody who was erased: it is not stored. */
export function isErasedEvent(
  row: Pick<EventRow, 'affiliate_id' | 'anonymous_id' | 'user_id' | 'previous_id'>,
  list: SuppressionList,
): boolean {
  if (list.isEmpty) return false;
  const { affiliate_id: affiliateId, anonymous_id: device, user_id: user, previous_id: previous } = row;
  return (
    isErasedUser(affiliateId, user, list) ||
    isErasedUser(affiliateId, previous, list) ||
    list.has({ kind: 'visitor', affiliateId, id: device }) ||
    list.has({ kind: 'visitor', affiliateId, id: previous }) ||
    // What another user did on the device is that user's.
    (user === '' && list.has({ kind: 'device', affiliateId, id: device }))
  );
}

/**
 * Returns a change without the persons in it who were erased; the same row where there is none. Of an erased traveler
 * nothing is left but what money, nights and seats are counted from; of somebody else's booking only the keys of an
 * erased person's clicks go. A pure function of the change: whenever it comes again, it becomes the same row.
 */
export function withoutErased(row: ChangeRow, list: SuppressionList): ChangeRow {
  if (list.isEmpty || row.is_erased) return row;
  if (list.has({ kind: 'person', affiliateId: '', id: row.traveler_id })) return anonymous(row, list);
  return namesErasedClick(row, list) ? withoutClick(row) : row;
}

/** True where a text of an item that could not be read, or was refused, has the id of an erased person as a value. */
export function mentionsErased(affiliateId: string, payload: string, list: SuppressionList): boolean {
  if (list.isEmpty) return false;
  return idsIn(payload).some(
    (id) =>
      isErasedUser(affiliateId, id, list) ||
      list.has({ kind: 'visitor', affiliateId, id }) ||
      list.has({ kind: 'device', affiliateId, id }),
  );
}

function isErasedUser(affiliateId: string, id: string, list: SuppressionList): boolean {
  if (id === '') return false;
  return (
    list.has({ kind: 'person', affiliateId: '', id }) ||
    (affiliateId !== '' && list.has({ kind: 'person', affiliateId, id }))
  );
}

function namesErasedClick(row: ChangeRow, list: SuppressionList): boolean {
  const { affiliate_id: affiliateId } = row;
  return (
    isErasedUser(affiliateId, row.click_user_id, list) ||
    list.has({ kind: 'visitor', affiliateId, id: row.click_anonymous_id }) ||
    list.has({ kind: 'device', affiliateId, id: row.click_anonymous_id }) ||
    list.has({ kind: 'click', affiliateId, id: row.click_id })
  );
}

const noClick = { click_id: '', click_anonymous_id: '', click_user_id: '', click_sub_id: '' };

function withoutClick(row: ChangeRow): ChangeRow {
  const payload = rewriteJson(row.payload, (change) => ({
    ...change,
    reservation: { ...objectIn(change, 'reservation'), click: null },
  }));
  return { ...row, ...noClick, payload };
}

/** The hash of the body stays: of two bodies under one version the same one wins as before. */
function anonymous(row: ChangeRow, list: SuppressionList): ChangeRow {
  const { vendor_id: vendor, confirmation, traveler_id: traveler } = row;
  return {
    ...row,
    ...noClick,
    traveler_id: '',
    trip_id: '',
    change_id: '',
    reason: '',
    // What tells the copies of one booking that several sources sent, so that it is not paid twice.
    confirmation: confirmation === '' ? '' : erasedConfirmation({ vendor, confirmation, traveler }, list),
    payload: '',
    is_erased: true,
  };
}

/** Returns the word that stands for the confirmation of an erased traveler's booking. */
export function erasedConfirmation(
  { vendor, confirmation, traveler }: Record<'vendor' | 'confirmation' | 'traveler', string>,
  list: SuppressionList,
): string {
  return `erased:${list.pseudonym(vendor, confirmation, traveler)}`;
}

/** Every value that may be an id: strings and whole numbers, also of a text that is cut off or is no JSON. */
function idsIn(payload: string): string[] {
  const text = payload.startsWith('base64:')
    ? Buffer.from(payload.slice('base64:'.length), 'base64').toString('latin1')
    : payload;
  const found = text.match(/"(?:[^"\\]|\\.)*"|\b\d+\b/g) ?? [];
  return [...new Set(found)].map((literal) => (literal.startsWith('"') ? unquote(literal) : literal));
}

function unquote(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : literal.slice(1, -1);
  } catch {
    return literal.slice(1, -1);
  }
}
