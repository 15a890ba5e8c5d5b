-- The last of each booking that was the affiliate's: what became of it elsewhere is not told.
with minor as (select currency as minor_currency, minor_digits from currencies final)
select
  state.reservation_id as reservation_id,
  state.status as status,
  state.type as type,
  state.vendor_id as vendor_id,
  state.first_booked_at as booked_at,
  state.start_at as start_at,
  state.end_at as end_at,
  state.timezone as timezone,
  state.amount as amount,
  state.currency as currency,
  state.minor_digits as minor_digits,
  goal.airport as airport,
  goal.city as city,
  goal.country as country
from (
  select
    reservation_id,
    version,
    if(is_latest, status, 'transferred') as status,
    type,
    vendor_id,
    first_booked_at,
    start_at,
    end_at,
    timezone,
    amount,
    currency,
    if(minor.minor_currency = '', 2, minor.minor_digits) as minor_digits
  from reservation_versions
  left join minor on reservation_versions.currency = minor.minor_currency
  where affiliate_id = {affiliateId:String}
    and slice in {days:Array(String)}
    and reservation_id in {ids:Array(String)}
  order by version desc
  limit 1 by reservation_id
) as state
left join (
  select reservation_id, version, airport, city, country
  from reservation_destinations
  where affiliate_id = {affiliateId:String}
    and slice in {days:Array(String)}
    and reservation_id in {ids:Array(String)}
) as goal
  on state.reservation_id = goal.reservation_id and state.version = goal.version
