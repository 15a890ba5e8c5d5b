-- A column that every row has: neither null nor '' nor the first instant there is.
select {column:Identifier} as value, count() as copies
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)}
  and ifNull(toString({column:Identifier}), '') in ('', '1970-01-01', '1970-01-01 00:00:00', '1970-01-01 00:00:00.000')
group by value
