-- Those of a year's set that are of the vendor's type, country and class, the vendor among them.
select vendor_id, owner
from (
  select *, first_value(set_id) over (order by frozen_at, set_id) as standing_id
  from benchmark_sets
  where year = {year:UInt16}
)
where set_id = standing_id
  and (type, country, class) in (
    select type, country, class
    from benchmark_sets
    where year = {year:UInt16} and vendor_id = {vendorId:String}
    order by frozen_at, set_id
    limit 1
  )
order by vendor_id
