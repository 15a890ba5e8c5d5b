-- The bodies of named versions. A body stored twice comes once.
select
  reservation_id,
  any(payload) as payload
from reservation_changes
where toDate32(booked_at) in {dates:Array(Date32)}
  and reservation_id in {ids:Array(String)}
  and tuple(reservation_id, version, toString(body_hash)) in (
    select tupleElement(key, 1), tupleElement(key, 2), tupleElement(key, 3)
    from (select arrayJoin(arrayZip({ids:Array(String)}, {versions:Array(UInt64)}, {hashes:Array(String)})) as key)
  )
group by reservation_id
