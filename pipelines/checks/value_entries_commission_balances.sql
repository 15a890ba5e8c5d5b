-- check: value_entries
-- severity: blocking
-- A commission is pending, approved or gone: the change of the whole is the sum of its parts.
select affiliate_id, reservation_id, version, commission, commission_pending, commission_approved, commission_reversed
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)} and commission != commission_pending + commission_approved - commission_reversed
