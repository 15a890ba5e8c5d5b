-- The changes of a booking day that were received in [from, to), each receipt once.
select
  toString(receipt_id) as receiptId,
  received_at as receivedAt,
  reservation_id as key,
  toString(body_hash) as bodyHash,
  payload
from reservation_changes
where booked_at >= toDateTime64({day:String}, 3, 'UTC')
  and booked_at < toDateTime64({day:String}, 3, 'UTC') + interval 1 day
  and received_at >= {from:DateTime64(3, 'UTC')}
  and received_at < {to:DateTime64(3, 'UTC')}
  and payload != ''
order by received_at, receipt_id
limit 1 by receipt_id
