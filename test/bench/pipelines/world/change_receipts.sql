-- The loader's book and the receipts of the changes that were received in a span; a batch touches the days of its bookings.
insert into receipts (received_at, affiliate_id, receipt_id, batch_id, kind, outcome, message_hash, slice)
select received_at, affiliate_id, receipt_id, batch_id, 'change', 'accepted', sipHash64(reservation_id, version), toString(toDate32(booked_at))
from reservation_changes
where received_at >= {from:DateTime64(3, 'UTC')} and booked_at >= {bookedFrom:DateTime64(3, 'UTC')};

insert into batches (batch_id, loader_id, phase, recorded_at, event_hours, booked_dates, events, changes)
select batch_id, 'bench', arrayJoin(['intent', 'done']) as phase, at, [], dates, 0, changes
from (
  select batch_id, max(received_at) as at, groupUniqArray(toDate32(booked_at)) as dates, count() as changes
  from reservation_changes
  where received_at >= {from:DateTime64(3, 'UTC')} and booked_at >= {bookedFrom:DateTime64(3, 'UTC')}
  group by batch_id
)
