-- The receipts of a batch's events; one that is there already is the same row again.
insert into receipts (received_at, affiliate_id, receipt_id, batch_id, kind, outcome, message_hash, slice)
select
  received_at,
  affiliate_id,
  receipt_id,
  batch_id,
  'event',
  'accepted',
  message_hash,
  formatDateTime(placed_at, '%Y-%m-%dT%H', 'UTC')
from events
where batch_id = {batch:UUID}
  and toStartOfHour(placed_at) in (
    select arrayJoin(event_hours) from batches where batch_id = {batch:UUID} and phase = 'intent'
  )
