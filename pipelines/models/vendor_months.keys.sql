-- The vendors with a month, and those whose months turn out empty.
select period as slice, 'vendors' as reference, vendor_id as key
from vendor_month_keys
where period in {slices:Array(String)}
