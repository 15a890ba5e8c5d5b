-- check: reservation_versions
-- severity: warning
-- Two bodies came under one version: the one with the least hash stands, the source should say which is right.
select reservation_id, version, source
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)} and has_conflict
