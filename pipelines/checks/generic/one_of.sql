-- A column with a closed list of values.
select {column:Identifier} as value, count() as copies
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)} and toString({column:Identifier}) not in {values:Array(String)}
group by value
