import type { Identity } from '../infra/auth/identity.ts';
import type { Admitted } from './admit-event.ts';
import type { ChangeReader, ReservationChange } from './change.ts';
import { fault, type ChangeReason, type Read } from './fault.ts';
import { isObject, isTooDeep, objectIn, textIn } from './json.ts';
import { cutPayload, isTooLarge, onOneLine, type RawItem } from './payload.ts';
import type { ReservationOwners } from './reservation-owners.ts';

export interface ChangeAdmission {
  reader: ChangeReader;
  identity: Identity | undefined;
  /** Whose the reservation is already, where the identity is limited and it is stored. */
  owners: ReservationOwners | undefined;
  receiptId: string;
}

/** Takes one reservation change through its checks. Never throws: what is wrong becomes a rejection. */
export function admitChange(raw: RawItem, admission: ChangeAdmission): Admitted {
  const read = check(raw, admission);
  const change = isObject(raw.value) ? raw.value : {};
  const named = textIn(objectIn(change, 'reservation'), 'affiliateId').slice(0, 255);
  // What a source may not send is not put into the accounts of the affiliate that it names.
  const isForeign = !read.ok && read.fault.code === 'not_allowed';
  return {
    key: textIn(change, 'reservationId').slice(0, 255),
    affiliateId: read.ok || isForeign ? '' : named,
    messageId: textIn(change, 'changeId') || null,
    item: {
      receiptId: admission.receiptId,
      payload: read.ok ? onOneLine(raw.text) : onOneLine(cutPayload(raw.text)),
      ...(read.ok ? {} : { rejection: read.fault }),
    },
  };
}

function check({ text, value }: RawItem, admission: ChangeAdmission): Read<ReservationChange, ChangeReason> {
  if (isTooLarge(text)) return fault('change_too_large', 'The change is over 32 KB');
  if (isTooDeep(text)) return fault('too_deep', 'The change is over 100 levels deep');
  const read = admission.reader.read(value);
  if (!read.ok || admission.identity === undefined) return read;
  const { vendorIds, affiliateIds } = admission.identity;
  const { vendorId, affiliateId } = read.value;
  if (vendorIds !== undefined && !vendorIds.includes(vendorId)) {
    return fault('not_allowed', `reservation.vendorId: this token is not for vendor ${vendorId}`);
  }
  if (affiliateIds !== undefined && !affiliateIds.includes(affiliateId)) {
    const which = affiliateId === '' ? 'reservations without an affiliate' : `affiliate ${affiliateId}`;
    return fault('not_allowed', `reservation.affiliateId: this token is not for ${which}`);
  }
  const { owners } = admission;
  const isTaken =
    owners !== undefined &&
    (owners.vendorIds.some((each) => vendorIds?.includes(each) === false) ||
      owners.affiliateIds.some((each) => affiliateIds?.includes(each) === false));
  if (isTaken) {
    return fault(
      'not_allowed',
      `reservationId: this token is not for the vendor or affiliate that has ${read.value.reservationId}`,
    );
  }
  return read;
}
