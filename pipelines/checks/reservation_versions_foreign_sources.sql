-- check: reservation_versions
-- severity: warning
-- Another source told of a reservation too: what it said is kept and counts for nothing. Sources should use ids of their own.
select distinct reservation_id, source
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)} and has_foreign_source
