-- check: reservation_versions
-- severity: warning
-- Reservations of a vendor that nobody added are in no vendor's month: `milepost vendors add` mends it.
select vendor_id, count() as versions
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)} and not is_vendor_known
group by vendor_id
