-- Booking days of the changes that were received in [from, to).
select distinct toString(toDate32(booked_at)) as day
from reservation_changes
where received_at >= {from:DateTime64(3, 'UTC')} and received_at < {to:DateTime64(3, 'UTC')} and payload != ''
order by day
