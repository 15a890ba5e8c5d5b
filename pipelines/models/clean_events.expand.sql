-- The other hours in which copies of these hours' messages were placed: which copy stands is decided for all at once.
select distinct slice
from receipts
where kind = 'event'
  and outcome = 'accepted'
  and slice not in {slices:Array(String)}
  and message_hash in (
    select message_hash
    from events
    where formatDateTime(toStartOfHour(placed_at), '%FT%H') in {slices:Array(String)}
      and placed_at >= {from:DateTime64(3, 'UTC')}
      and placed_at < {to:DateTime64(3, 'UTC')}
  )
