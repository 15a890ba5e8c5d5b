-- Days whose rows are past their retention, by affiliate. Of reservations those whose every version was booked, and has
-- ended, before the cutoff. A day with `waiting` slices has rows that no model has taken yet.
select
  affiliate_id,
  day,
  rows
from (
  select
    affiliate_id,
    day,
    count() as rows
  from (
    select affiliate_id, toDate32(placed_at) as day, toDate32(placed_at) as lasts_to
    from events
    where {table:String} = 'events'
    union all
    select affiliate_id, toDate32(received_at) as day, toDate32(received_at) as lasts_to
    from dead_letters
    where {table:String} = 'dead_letters'
    union all
    select
      affiliate_id,
      toDate32(booked_at) as day,
      max(greatest(toDate32(booked_at), toDate32(end_at))) over (partition by reservation_id) as lasts_to
    from reservation_changes
    where {table:String} = 'reservation_changes'
  )
  where lasts_to < toDate32(
    if(
      has({affiliates:Array(String)}, affiliate_id),
      {cutoffs:Array(String)}[indexOf({affiliates:Array(String)}, affiliate_id)],
      {cutoff:String}
    )
  )
  group by affiliate_id, day
)
where toString(day) not in {waiting:Array(String)}
