-- One page of the bookings behind a tile, the latest booked first; each row also says what all pages come to.
with
-- include: booked.sql
  ,
-- include: counted.sql
  ,
  chosen as (
    select reservation_id, any(booked_at) as booked_at, count() as entries, sum(amount) as amount
    from counted
    group by reservation_id
    -- A balance that came to nothing is behind no tile.
    having {tile:String} != 'commissionPending' or amount != 0
    union all
    select reservation_id, first_booked_at as booked_at, 0 as entries, 0 as amount
    from booked
    where {tile:String} = 'bookings'
  )
select
  reservation_id,
  toString(toDate32(booked_at)) as day,
  amount,
  count() over () as all_bookings,
  sum(entries) over () as all_entries,
  sum(amount) over () as all_amount
from chosen
where empty({statuses:Array(String)})
  or reservation_id in (
    select reservation_id
    from reservation_versions
    where affiliate_id = {affiliateId:String}
      and notEmpty({statuses:Array(String)})
    group by reservation_id
    having if(max(is_latest), argMax(status, version), 'transferred') in {statuses:Array(String)}
  )
order by booked_at desc, reservation_id
limit {limit:UInt32}
offset {offset:UInt32}
