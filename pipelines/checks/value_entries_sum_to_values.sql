-- check: value_entries
-- severity: blocking
-- A reservation's entries add up to its last value: nothing is lost in rounding or on the way from one owner to another.
select affiliate_id, reservation_id, sum(value) as entered, argMax(value_after, version) as stands
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)} and value is not null
group by affiliate_id, reservation_id
having entered != stands
