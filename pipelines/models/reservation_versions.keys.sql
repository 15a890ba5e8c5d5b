-- The vendors of a day's reservations, also those that nobody added.
select slice, 'vendors' as reference, vendor_id as key
from {table:Identifier}
where run_id = {runId:UUID}
