-- The other hours in which copies of these hours' messages were placed: which copy stands is decided for all at once.
with
  placed as (
    select message_hash, received_at
    from events
    where formatDateTime(toStartOfHour(placed_at), '%FT%H') in {slices:Array(String)}
      and placed_at >= {from:DateTime64(3, 'UTC')}
      and placed_at < {to:DateTime64(3, 'UTC')}
  )
select distinct slice
from receipts
where kind = 'event'
  and outcome = 'accepted'
  and slice not in {slices:Array(String)}
  and received_at >= (select min(received_at) - interval 30 day from placed)
  and received_at <= (select max(received_at) + interval 30 day from placed)
  and message_hash in (select message_hash from placed)
