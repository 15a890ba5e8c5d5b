-- The winning version of each reservation, and the booking dates of all its versions. A reservation belongs to the
-- source that told of it first; what others say of it wins nothing.
select
  reservation_id,
  argMin(tuple(version, toString(body_hash), toDate32(booked_at)), tuple(source != owner_source, bitNot(version), body_hash)) as winner,
  groupUniqArray(toDate32(booked_at)) as booked_dates
from (
  select
    reservation_id,
    version,
    body_hash,
    booked_at,
    source,
    argMin(source, (received_at, receipt_id)) over (partition by reservation_id) as owner_source
  from reservation_changes
  where reservation_id in {ids:Array(String)}
)
group by reservation_id
