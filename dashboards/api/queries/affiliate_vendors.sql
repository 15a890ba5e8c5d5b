-- The names of the vendors at which the affiliate has bookings, and nothing else of them; before the first attributes of one
-- are in force, the first.
select
  vendor_id,
  argMax(type, rank) as type,
  argMax(name, rank) as name
from (
  select
    vendor_id,
    type,
    name,
    (valid_from <= {now:DateTime64(3, 'UTC')}, -abs(dateDiff('millisecond', valid_from, {now:DateTime64(3, 'UTC')}))) as rank
  from vendors final
  where vendor_id in (select vendor_id from value_entries where affiliate_id = {affiliateId:String})
)
group by vendor_id
order by vendor_id
