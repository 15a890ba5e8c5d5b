-- The affiliate's attributes, and from when on each of them is in force.
select
  current.valid_from as valid_from,
  current.name as name,
  current.currency as currency,
  current.timezone as timezone,
  current.is_removed as is_removed,
  if(minor.currency = '', 2, minor.minor_digits) as minor_digits
from (
  select valid_from, name, currency, timezone, is_removed
  from affiliates final
  where affiliate_id = {affiliateId:String}
) as current
left join (select currency, minor_digits from currencies final) as minor on current.currency = minor.currency
order by valid_from
