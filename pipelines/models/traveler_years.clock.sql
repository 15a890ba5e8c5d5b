-- Nights of stays under way become past.
select
  slice,
  toString(sum(least(nights, greatest(0, dateDiff('day', start_on, toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', timezone))))))) as state
from traveler_bookings
where nights > 0
group by slice
