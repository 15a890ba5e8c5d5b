-- Slices whose published run lacks rows in the copy and has been replaced in the live database since: a sweep came
-- between. One that lacks rows there as well is of a model whose columns have changed, and due.
with
  held as (
    select slice, latest.1 as held_run, latest.2 as held_rows
    from (
      select slice, argMax((run_id, rows), (epoch, published_at, run_id)) as latest
      from {name:Identifier}.published
      where model = {model:String}
      group by slice
    )
  ),
  live as (
    select slice as live_slice, argMax(run_id, (epoch, published_at, run_id)) as live_run
    from {database:Identifier}.published
    where model = {model:String}
    group by slice
  ),
  found as (
    select slice as found_slice, run_id as found_run, count() as found_rows
    from {name:Identifier}.{table:Identifier}
    group by slice, run_id
  )
select count() as slices
from held
inner join live on slice = live_slice
left join found on slice = found_slice and held_run = found_run
where held_run != live_run and held_rows != found_rows
