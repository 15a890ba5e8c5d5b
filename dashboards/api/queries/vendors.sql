-- Every vendor as it is now; before its first attributes are in force, as it will be. For support and admin.
select
  vendor_id,
  argMax(type, rank) as type,
  argMax(name, rank) as name,
  argMax(timezone, rank) as timezone,
  argMax(currency, rank) as currency,
  argMax(owner, rank) as owner,
  argMax(country, rank) as country,
  argMax(city, rank) as city,
  argMax(class, rank) as class
from (
  select
    *,
    (valid_from <= {now:DateTime64(3, 'UTC')}, -abs(dateDiff('millisecond', valid_from, {now:DateTime64(3, 'UTC')}))) as rank
  from vendors final
)
group by vendor_id
order by vendor_id
