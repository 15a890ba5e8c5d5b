-- A booked reservation counts from its start on, and is presumed completed later.
select
  bucket as slice,
  toString((
    countIf(start_at <= {logicalNow:DateTime64(3, 'UTC')}),
    countIf(presumed_at <= {logicalNow:DateTime64(3, 'UTC')})
  )) as state
from traveler_reservations
where status = 'booked'
group by slice
