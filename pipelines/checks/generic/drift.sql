-- Slices with many times fewer rows than they had before, or, where they are new and their time is over, with many times
-- fewer or more than the median of their neighbours. Where both numbers are small, nothing is said.
with
  100 as least_rows,
  built as (
    select slice, count() as rows
    from {rows:Identifier}
    where run_id = {runId:UUID} and slice in {slices:Array(String)}
    group by slice
  ),
  earlier as (
    select slice, rows
    from published_slices
    where model = {model:String}
  ),
  neighbours as (
    select arraySort(groupArray((slice, rows))) as known
    from earlier
    where slice not in {slices:Array(String)} and rows > 0
  )
select slice, rows_now, rows_before, median_of_neighbours
from (
  select
    asked.slice as slice,
    built.rows as rows_now,
    earlier.rows as rows_before,
    arrayMap(
      known -> known.2,
      arraySlice(
        (select known from neighbours),
        greatest(1, toInt64(arrayCount(known -> known.1 < asked.slice, (select known from neighbours))) - 3),
        8
      )
    ) as near,
    if(empty(near), 0, arraySort(near)[intDiv(length(near) + 1, 2)]) as median_of_neighbours
  from (select arrayJoin({slices:Array(String)}) as slice) as asked
  left join built on asked.slice = built.slice
  left join earlier on asked.slice = earlier.slice
)
where (rows_before >= least_rows and rows_now * {times:Float64} < rows_before)
  or (
    rows_before = 0
    and slice in {settled:Array(String)}
    and median_of_neighbours > 0
    and (
      (median_of_neighbours >= least_rows and rows_now * {times:Float64} < median_of_neighbours)
      or (rows_now >= least_rows and rows_now > median_of_neighbours * {times:Float64})
    )
  )
