-- The winning version of each reservation, and the booking dates of all its versions.
select
  reservation_id,
  argMin(tuple(version, toString(body_hash), toDate32(booked_at)), tuple(bitNot(version), body_hash)) as winner,
  groupUniqArray(toDate32(booked_at)) as booked_dates
from reservation_changes
where reservation_id in {ids:Array(String)}
group by reservation_id
