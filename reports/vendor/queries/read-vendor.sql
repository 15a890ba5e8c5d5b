-- Every state of a vendor's attributes, the oldest first.
select
  v.type as type,
  v.name as name,
  v.timezone as timezone,
  v.currency as currency,
  if(c.currency = '', 2, c.minor_digits) as minor_digits,
  toUnixTimestamp64Milli(v.valid_from) as valid_from_ms
from vendors as v final
left join currencies as c final on c.currency = v.currency
where v.vendor_id = {vendorId:String}
order by v.valid_from
