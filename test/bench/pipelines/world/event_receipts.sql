-- The loader's book and the receipts of the events that were received in a span: each batch with the hours that it touched.
insert into receipts (received_at, affiliate_id, receipt_id, batch_id, kind, outcome, message_hash, slice)
select received_at, affiliate_id, receipt_id, batch_id, 'event', 'accepted', message_hash, formatDateTime(placed_at, '%FT%H')
from events
where placed_at >= {from:DateTime64(3, 'UTC')} and placed_at < {until:DateTime64(3, 'UTC')};

insert into batches (batch_id, loader_id, phase, recorded_at, event_hours, booked_dates, events, changes)
select batch_id, 'bench', arrayJoin(['intent', 'done']) as phase, at, hours, [], events, 0
from (
  select batch_id, max(received_at) as at, groupUniqArray(toDateTime(toStartOfHour(placed_at), 'UTC')) as hours, count() as events
  from events
  where placed_at >= {from:DateTime64(3, 'UTC')} and placed_at < {until:DateTime64(3, 'UTC')}
  group by batch_id
)
