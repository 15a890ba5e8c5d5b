-- A day's events that were received in [from, to), each receipt once.
select
  toString(receipt_id) as receiptId,
  received_at as receivedAt,
  affiliate_id as affiliateId,
  toString(origin) as origin,
  sent_at as sentAt,
  type,
  concat(affiliate_id, ':', if(anonymous_id != '', anonymous_id, user_id)) as key,
  payload
from events
where placed_at >= toDateTime64({day:String}, 3, 'UTC')
  and placed_at < toDateTime64({day:String}, 3, 'UTC') + interval 1 day
  and received_at >= {from:DateTime64(3, 'UTC')}
  and received_at < {to:DateTime64(3, 'UTC')}
order by received_at, receipt_id
limit 1 by receipt_id
