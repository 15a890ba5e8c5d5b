-- The receipts of a batch's dead letters, all received in the days before its intent.
insert into receipts (received_at, affiliate_id, receipt_id, batch_id, kind, outcome, message_hash, slice)
select
  received_at,
  affiliate_id,
  receipt_id,
  batch_id,
  kind,
  reason,
  0,
  ''
from dead_letters
where batch_id = {batch:UUID}
