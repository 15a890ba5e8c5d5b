-- When the oldest booking was made that moved money in the range or has commission pending at its end.
select minOrNull(booked_at) as booked_from
from (
  select
    reservation_id,
    min(booked_at) as booked_at,
    max(at) >= {from:DateTime('UTC')} as has_moved,
    sum(if(currency = {currency:String}, commission_pending, 0)) as pending
  from value_entries
  where affiliate_id = {affiliateId:String}
    and at < {to:DateTime('UTC')}
  group by reservation_id
)
where has_moved or pending != 0
