-- Bookings by bucket.
with
-- include: booked.sql
select
  roundDown(toUnixTimestamp(first_booked_at), {starts:Array(UInt32)}) as bucket,
  count() as bookings
from booked
group by bucket
order by bucket
