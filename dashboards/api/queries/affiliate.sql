-- The affiliate's attributes in force now; before the first of them is in force, the first.
select
  current.name as name,
  current.currency as currency,
  current.timezone as timezone,
  current.is_removed as is_removed,
  if(minor.currency = '', 2, minor.minor_digits) as minor_digits
from (
  select *
  from affiliates final
  where affiliate_id = {affiliateId:String}
  order by valid_from <= {now:DateTime64(3, 'UTC')} desc, abs(dateDiff('millisecond', valid_from, {now:DateTime64(3, 'UTC')}))
  limit 1
) as current
left join (select currency, minor_digits from currencies final) as minor on current.currency = minor.currency
