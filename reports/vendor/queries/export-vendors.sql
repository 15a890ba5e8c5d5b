-- Every vendor that has anything in a month, before it and after it: its states, the oldest first, and its place in the
-- year's frozen set.
select
  r.vendor_id as vendor_id,
  r.first_period as first_period,
  r.last_period as last_period,
  ifNull(s.owner, '') as owner,
  if(s.vendor_id = '', '', concat(s.type, '|', s.country, '|', s.class)) as peer_group,
  k.states as states
from (
  select
    vendor_id,
    min(period) as first_period,
    max(period) as last_period
  from vendor_months
  group by vendor_id
  having first_period <= {period:String} and last_period >= {period:String}
) as r
inner join (
  select
    v.vendor_id as known_id,
    arrayMap(
      each -> each.2,
      arraySort(
        groupArray((
          v.valid_from,
          map(
            'type', toString(v.type),
            'name', v.name,
            'timezone', toString(v.timezone),
            'currency', toString(v.currency),
            'minor_digits', toString(if(c.currency = '', 2, c.minor_digits)),
            'valid_from_ms', toString(toUnixTimestamp64Milli(v.valid_from))
          )
        ))
      )
    ) as states
  from vendors as v final
  left join currencies as c final on c.currency = v.currency
  group by v.vendor_id
) as k on k.known_id = r.vendor_id
left join (
  select vendor_id, owner, type, country, class
  from (
    select *, first_value(set_id) over (order by frozen_at, set_id) as standing_id
    from benchmark_sets
    where year = {year:UInt16}
  )
  where set_id = standing_id
) as s on s.vendor_id = r.vendor_id
order by vendor_id
