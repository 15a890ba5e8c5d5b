-- The receipts of a batch's reservation changes; one that is there already is the same row again.
insert into receipts (received_at, affiliate_id, receipt_id, batch_id, kind, outcome, message_hash, slice)
select
  received_at,
  affiliate_id,
  receipt_id,
  batch_id,
  'change',
  if(is_erased, 'erased', 'accepted'),
  if(
    is_erased,
    0,
    reinterpretAsUInt64(
      substring(SHA1(concat(reservation_id, '\n', toString(version), '\n', toString(body_hash))), 1, 8)
    )
  ),
  if(is_erased, '', formatDateTime(booked_at, '%Y-%m-%d', 'UTC'))
from reservation_changes
where batch_id = {batch:UUID}
  and toDate32(booked_at) in (
    select arrayJoin(booked_dates) from batches where batch_id = {batch:UUID} and phase = 'intent'
  )
