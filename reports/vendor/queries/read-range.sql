-- The first and last month in which a vendor has anything; empty strings where it has nothing.
select
  min(period) as first_period,
  max(period) as last_period
from vendor_months
where vendor_id = {vendorId:String}
