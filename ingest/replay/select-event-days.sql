-- Days in which events are placed that were received in [from, to).
select distinct toString(toDate32(placed_at)) as day
from events
where received_at >= {from:DateTime64(3, 'UTC')} and received_at < {to:DateTime64(3, 'UTC')}
order by day
