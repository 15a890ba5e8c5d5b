-- A column that names a row of another table or view; '' names none.
select {column:Identifier} as value, count() as copies
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)}
  and toString({column:Identifier}) not in ('')
  and toString({column:Identifier}) not in (select toString({key:Identifier}) from {target:Identifier})
group by value
