-- A number within its bounds; a null is none.
select {column:Identifier} as value, count() as copies
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)}
  and {column:Identifier} is not null
  and not (toFloat64({column:Identifier}) >= {least:Float64} and toFloat64({column:Identifier}) <= {most:Float64})
group by value
